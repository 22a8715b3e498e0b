import { Link } from "wouter";

import { Problem } from "../../api/problem";
import { useProblemSentence } from "../../components/ProblemNotice";
import { useMessages } from "../../i18n/messages";
import { Bubble } from "./Bubble";
import { coachMessages } from "./messages";
import style from "./SessionPage.module.css";
import type { Outgoing, Unsent } from "./useSending";

/** The message that is being sent, and the place of the coach's reply. */
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

/** A message that could not be sent, with the reason and what the person can do. */
export function UnsentBubble({ message, onAgain, onEdit }: UnsentProps) {
  const t = useMessages(coachMessages);
  const sentence = useProblemSentence();
  const { error, text } = message;
  return (
    <li className={style.user}>
      <Bubble message={{ role: "user", content: text }} />
      <div className="notice notice-danger" role="alert">
        <div className="row">
          <span>
            {t("notSent")} {sentence(error)}
          </span>
          <Remedy error={error} onEdit={onEdit} />
          <button type="button" className="button-link" onClick={onAgain}>
            {t("sendAgain")}
          </button>
        </div>
      </div>
    </li>
  );
}

/** The link to the plans when the quota is used up; otherwise the button to edit the message. */
function Remedy({ error, onEdit }: { error: Error; onEdit: () => void }) {
  const t = useMessages(coachMessages);
  if (error instanceof Problem && error.code === "QUOTA_EXCEEDED") return <Link href="/payment">{t("seePlans")}</Link>;
  return (
    <button type="button" className="button-link" onClick={onEdit}>
      {t("edit")}
    </button>
  );
}
