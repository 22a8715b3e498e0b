import { useWindowVirtualizer } from "@tanstack/react-virtual";
import type { VirtualItem } from "@tanstack/react-virtual";
import { useEffect, useLayoutEffect, useRef, useState } from "react";

import type { AnalysisListProps } from "./AnalysisList";
import style from "./AnalysisList.module.css";
import { AnalysisRow } from "./AnalysisRow";

const ROW_PIXELS = 84;
/** The next page loads when the last visible row is this many rows from the end of the loaded ones. */
const AHEAD = 10;

/** The heights of the rows when the person left the list. After "back" each row has its old place at once. */
let measured: VirtualItem[] = [];

/** A list of any length. The page contains only the visible rows. */
export default function LongAnalysisList({ items, hasMore, onMore }: AnalysisListProps) {
  const { list, rows, top } = useRows(items);
  const visible = rows.getVirtualItems();
  const last = visible.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && last >= items.length - AHEAD) onMore();
  }, [hasMore, last, items.length, onMore]);
  return (
    <ul ref={list} className={style.list} style={{ height: rows.getTotalSize() }}>
      {visible.map(({ index, key, start }) => {
        const item = items[index];
        return item ? (
          <li
            key={key}
            data-index={index}
            ref={rows.measureElement}
            className={style.item}
            style={{ transform: `translateY(${start - top}px)` }}
            aria-setsize={hasMore ? -1 : items.length}
            aria-posinset={index + 1}
          >
            <AnalysisRow item={item} />
          </li>
        ) : null;
      })}
    </ul>
  );
}

/** The virtual rows of the list, and the list's distance from the top of the page in pixels. */
function useRows(items: AnalysisListProps["items"]) {
  const list = useRef<HTMLUListElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => setTop(list.current?.offsetTop ?? 0), [items.length]);
  const rows = useWindowVirtualizer({
    count: items.length,
    estimateSize: () => ROW_PIXELS,
    overscan: 8,
    scrollMargin: top,
    getItemKey: (index) => items[index]?.id ?? index,
    initialMeasurementsCache: measured,
  });
  useEffect(
    () => () => {
      measured = rows.takeSnapshot();
    },
    [rows],
  );
  return { list, rows, top };
}
