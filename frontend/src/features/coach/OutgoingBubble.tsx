import { Link } from "wouter";

import { Problem } from "../../api/problem";
import { useProblemSentence } from "../../components/ProblemNotice";
import { useMessages } from "../../i18n/messages";
import { Bubble } from "./Bubble";
import { coachMessages } from "./messages";
import style from "./SessionPage.module.css";
import type { Outgoing, Unsent } from "./useSending";

/** The message on its way, and that the coach is at it. */
export function OutgoingBubble({ outgoing }: { outgoing: Outgoing }) {
  const t = useMessages(coachMessages);
  return (
    <>
      <li className={style.user}>
        <Bubble message={{ role: "user", content: outgoing.text }} />
      </li>
      <li className={style.coach}>
        <span className={style.who}>{t("thinking")}</span>
        <div className="skeleton" style={{ height: "4.5rem", width: "min(100%, 24rem)" }} />
      </li>
    </>
  );
}

interface UnsentProps {
  message: Unsent;
  onAgain: () => void;
  onEdit: () => void;
}

/** A message that did not get through, with what can be done about it. */
export function UnsentBubble({ message, onAgain, onEdit }: UnsentProps) {
  const t = useMessages(coachMessages);
  const sentence = useProblemSentence();
  const { error, text } = message;
  const spent = error instanceof Problem && error.code === "QUOTA_EXCEEDED";
  return (
    <li className={style.user}>
      <Bubble message={{ role: "user", content: text }} />
      <div className="notice notice-danger" role="alert">
        <div className="row">
          <span>
            {t("notSent")} {sentence(error)}
          </span>
          {spent ? (
            <Link href="/payment">{t("seePlans")}</Link>
          ) : (
            <button type="button" className="button-link" onClick={onEdit}>
              {t("edit")}
            </button>
          )}
          <button type="button" className="button-link" onClick={onAgain}>
            {t("sendAgain")}
          </button>
        </div>
      </div>
    </li>
  );
}
