import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { Link, useParams } from "wouter";

import { FailedPage } from "../../components/FailedPage";
import { PageTitle } from "../../components/PageTitle";
import { Skeleton } from "../../components/Skeleton";
import { useMessages } from "../../i18n/messages";
import { profileQuery } from "../profile/queries";
import { Bubble } from "./Bubble";
import { Composer } from "./Composer";
import { coachMessages } from "./messages";
import { OutgoingBubble, UnsentBubble } from "./OutgoingBubble";
import { sessionQuery } from "./queries";
import type { Session } from "./queries";
import style from "./SessionPage.module.css";
import { asks } from "./transcript";
import { useSending } from "./useSending";
import type { Outgoing } from "./useSending";

export default function SessionPage() {
  const { id } = useParams<{ id: string }>();
  const { data: session, error, refetch } = useQuery(sessionQuery(id));
  if (!session && error) return <FailedPage error={error} onRetry={() => void refetch()} />;
  return session ? <Conversation session={session} /> : <Skeleton kind="text" />;
}

function Conversation({ session }: { session: Session }) {
  const t = useMessages(coachMessages);
  const sending = useSending(session.session_id);
  const { data: profile } = useQuery(profileQuery);
  const draft = useDraft(sending.discard);
  const newest = session.messages.at(-1);
  const waiting = sending.unsent.length + (sending.outgoing ? 1 : 0);
  useRehearsal(session, sending.send, t("mockStart"));
  return (
    <div className={`page ${style.page ?? ""}`}>
      <Header session={session} />
      <Messages session={session} sending={sending} onEdit={draft.takeBack} />
      <Composer
        field={draft.field}
        text={draft.text}
        onText={draft.setText}
        suggestions={waiting > 0 ? [] : (newest?.suggestions ?? [])}
        answering={newest?.role === "coach" && asks(newest.content)}
        quota={profile?.quota.coach_messages}
        pending={sending.outgoing !== null}
        onSend={sending.send}
      />
      <End turns={session.messages.length + waiting} />
    </div>
  );
}

/** The text in the field. `takeBack` returns a message that was not sent to the field, above what is written there. */
function useDraft(discard: (message: Outgoing) => void) {
  const [text, setText] = useState("");
  const field = useRef<HTMLTextAreaElement>(null);
  const takeBack = (message: Outgoing) => {
    discard(message);
    setText((written) => (written.trim() ? `${message.text}\n${written}` : message.text));
    field.current?.focus();
  };
  return { text, setText, field, takeBack };
}

function Header({ session }: { session: Session }) {
  const t = useMessages(coachMessages);
  return (
    <header className={style.header}>
      <Link href="/ai-coach">{t("back")}</Link>
      <PageTitle>{t(session.topic)}</PageTitle>
      {session.target_role ? <p className="muted">{t("aboutRole", { role: session.target_role })}</p> : null}
    </header>
  );
}

interface MessagesProps {
  session: Session;
  sending: ReturnType<typeof useSending>;
  onEdit: (message: Outgoing) => void;
}

function Messages({ session, sending, onEdit }: MessagesProps) {
  const t = useMessages(coachMessages);
  return (
    <ol className={style.messages} aria-label={t("conversation")} aria-live="polite">
      {session.messages.map((message) => (
        <li key={message.message_id} className={style[message.role]}>
          <Bubble message={message} />
        </li>
      ))}
      {sending.unsent.map((message) => (
        <UnsentBubble
          key={message.key}
          message={message}
          onAgain={() => sending.again(message)}
          onEdit={() => onEdit(message)}
        />
      ))}
      {sending.outgoing ? <OutgoingBubble outgoing={sending.outgoing} /> : null}
    </ol>
  );
}

/** The end of the conversation, which comes into sight with each new message. */
function End({ turns }: { turns: number }) {
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (turns > 1) end.current?.scrollIntoView({ block: "end" });
  }, [turns]);
  return <div ref={end} className={style.end} />;
}

/** Asks for the first question, once, when the page before this one started a rehearsal. */
function useRehearsal(session: Session, send: (text: string) => void, request: string): void {
  const asked = useRef(false);
  useEffect(() => {
    const state: unknown = window.history.state;
    const wanted = typeof state === "object" && state !== null && "rehearse" in state && state.rehearse === true;
    if (!wanted || asked.current || session.messages.length > 1) return;
    asked.current = true;
    window.history.replaceState(null, "");
    send(request);
  }, [session.messages.length, send, request]);
}
