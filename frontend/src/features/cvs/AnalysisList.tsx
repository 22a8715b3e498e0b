import { LazyPanel } from "../../app/LazyPanel";
import { lazyPart } from "../../components/lazyPart";
import style from "./AnalysisList.module.css";
import { AnalysisRow } from "./AnalysisRow";
import type { AnalysisSummary } from "./types";

const LongAnalysisList = lazyPart(() => import("./LongAnalysisList"));

/** A list up to this length is shown as a whole. Most people never have more analyses. */
const SHORT = 30;

export interface AnalysisListProps {
  items: readonly AnalysisSummary[];
  hasMore: boolean;
  onMore: () => void;
}

/**
 * The list of analyses. For a long list it loads code that renders only the visible rows; until then it shows all
 * rows.
 */
export function AnalysisList(props: AnalysisListProps) {
  const whole = <ShortList items={props.items} />;
  if (props.items.length <= SHORT && !props.hasMore) return whole;
  return (
    <LazyPanel waiting={whole}>
      <LongAnalysisList {...props} />
    </LazyPanel>
  );
}

function ShortList({ items }: { items: readonly AnalysisSummary[] }) {
  return (
    <ul>
      {items.map((item) => (
        <li key={item.id} className={style.row}>
          <AnalysisRow item={item} />
        </li>
      ))}
    </ul>
  );
}
