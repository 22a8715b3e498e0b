import { useWindowVirtualizer } from "@tanstack/react-virtual";
import type { VirtualItem } from "@tanstack/react-virtual";
import { useEffect, useLayoutEffect, useRef, useState } from "react";

import style from "./AnalysisList.module.css";
import { AnalysisRow } from "./AnalysisRow";
import type { AnalysisSummary } from "./types";

const ROW_PIXELS = 84;
/** How near the end of what is loaded the next page is asked for. */
const AHEAD = 10;

/** How tall the rows were when the list was left: with these, whoever comes back finds each where it was. */
let measured: VirtualItem[] = [];

interface Props {
  items: readonly AnalysisSummary[];
  hasMore: boolean;
  onMore: () => void;
}

/** However many analyses there are, only those in sight are in the page. */
export function AnalysisList({ items, hasMore, onMore }: Props) {
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
