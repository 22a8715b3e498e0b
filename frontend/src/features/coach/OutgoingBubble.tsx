import { Link } from "wouter";

import { Problem } from "../../api/problem";
import { useProblemSentence } from "../../components/ProblemNotice";
import { useMessages } from "../../i18n/messages";
import { Bubble } from "./Bubble";
import { coachMessages } from "./messages";
import style from "./SessionPage.module.css";
import type { Outgoing, useSending } from "./useSending";

interface Props {
  outgoing: Outgoing;
  sending: Pick<ReturnType<typeof useSending>, "pending" | "error" | "again">;
}

/** The message on its way, or the one that did not get through with the way to send it again. */
export function OutgoingBubble({ outgoing, sending }: Props) {
  const t = useMessages(coachMessages);
  return (
    <>
      <li className={style.user}>
        <Bubble message={{ role: "user", content: outgoing.text }} />
        {sending.pending ? null : <Failure error={sending.error} onAgain={sending.again} />}
      </li>
      {sending.pending ? (
        <li className={style.coach}>
          <span className={style.who}>{t("thinking")}</span>
          <div className="skeleton" style={{ height: "4.5rem", width: "min(100%, 24rem)" }} />
        </li>
      ) : null}
    </>
  );
}

function Failure({ error, onAgain }: { error: unknown; onAgain: () => void }) {
  const t = useMessages(coachMessages);
  const sentence = useProblemSentence();
  const spent = error instanceof Problem && error.code === "QUOTA_EXCEEDED";
  return (
    <div className="notice notice-danger" role="alert">
      <div className="row">
        <span>
          {t("notSent")} {sentence(error)}
        </span>
        {spent ? <Link href="/payment">{t("seePlans")}</Link> : null}
        <button type="button" className="button-link" onClick={onAgain}>
          {t("sendAgain")}
        </button>
      </div>
    </div>
  );
}
