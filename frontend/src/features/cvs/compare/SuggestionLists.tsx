import { AlertIcon, CheckIcon } from "../../../components/icons";
import { useMessages } from "../../../i18n/messages";
import { withoutBullet } from "../result/evidence";
import type { Comparison, Suggestion } from "../types";
import style from "./ComparePage.module.css";
import { compareMessages } from "./messages";

const lists = [
  { items: "solved", title: "solved", none: "solvedNone", Icon: CheckIcon },
  { items: "remaining", title: "remaining", none: "remainingNone", Icon: AlertIcon },
  { items: "new", title: "added", none: "addedNone", Icon: AlertIcon },
] as const;

/** The suggestions of both versions: solved, remaining, new. */
export function SuggestionLists({ comparison }: { comparison: Comparison }) {
  const t = useMessages(compareMessages);
  return (
    <div className={style.lists}>
      {lists.map(({ items, title, none, Icon }) => (
        <section key={items} className="card stack" aria-labelledby={`list-${items}`}>
          <h2 id={`list-${items}`} className={`row ${style.title ?? ""}`}>
            <Icon />
            {t(title)} ({comparison[items].length})
          </h2>
          {comparison[items].length === 0 ? <p className="muted">{t(none)}</p> : <Items items={comparison[items]} />}
        </section>
      ))}
    </div>
  );
}

function Items({ items }: { items: readonly Suggestion[] }) {
  return (
    <ul className={style.items}>
      {items.map((item, index) => (
        <li key={index}>
          <p>{item.message}</p>
          {item.quote ? <q>{withoutBullet(item.quote)}</q> : null}
        </li>
      ))}
    </ul>
  );
}
