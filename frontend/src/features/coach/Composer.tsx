import { useId } from "react";
import type { KeyboardEvent, RefObject, SubmitEvent } from "react";
import { Link } from "wouter";

import type { components } from "../../api/schema";
import { useFormats } from "../../i18n/format";
import { useMessages } from "../../i18n/messages";
import { coachMessages } from "./messages";
import style from "./SessionPage.module.css";
import { countWords } from "./transcript";

type Quota = components["schemas"]["QuotaUsage"];

/** The API accepts messages of at most this many characters. */
const LONGEST = 4000;
/** From this number of messages left, a link leads to the plans. */
const FEW_LEFT = 10;

interface Props {
  field: RefObject<HTMLTextAreaElement | null>;
  text: string;
  onText: (text: string) => void;
  suggestions: readonly string[];
  /** Whether the coach waits for the answer to an interview question. */
  answering: boolean;
  quota: Quota | undefined;
  pending: boolean;
  onSend: (text: string) => void;
}

/** The field for the next message, with the answers that the coach suggests. */
export function Composer({ suggestions, quota, pending, onSend, text, onText, ...input }: Props) {
  const id = useId();
  const spent = quota?.left === 0;

  const send = (message: string) => {
    if (pending || spent || !message.trim() || message.length > LONGEST) return;
    onSend(message);
    onText("");
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    send(text);
  };

  return (
    <form className={style.composer} onSubmit={submit}>
      {suggestions.length > 0 && !spent ? <Suggestions suggestions={suggestions} onChoose={send} /> : null}
      <MessageInput {...input} id={id} text={text} onText={onText} spent={spent} pending={pending} onEnter={send} />
      <div id={`${id}-hints`} className={style.hints}>
        <Hint text={text} answering={input.answering} />
        <QuotaLeft quota={quota} />
      </div>
    </form>
  );
}

interface SuggestionsProps {
  suggestions: readonly string[];
  onChoose: (suggestion: string) => void;
}

function Suggestions({ suggestions, onChoose }: SuggestionsProps) {
  const t = useMessages(coachMessages);
  return (
    <div className={style.suggestions} role="group" aria-label={t("suggestions")}>
      {suggestions.map((suggestion) => (
        <button key={suggestion} type="button" className={style.suggestion} onClick={() => onChoose(suggestion)}>
          {suggestion}
        </button>
      ))}
    </div>
  );
}

interface InputProps extends Pick<Props, "field" | "text" | "onText" | "answering" | "pending"> {
  id: string;
  /** Whether the plan allows no more messages today. */
  spent: boolean;
  onEnter: (text: string) => void;
}

function MessageInput({ id, field, text, onText, answering, spent, pending, onEnter }: InputProps) {
  const t = useMessages(coachMessages);
  return (
    <div className={style.write}>
      <label className="visually-hidden" htmlFor={id}>
        {t("message")}
      </label>
      <textarea
        ref={field}
        id={id}
        className="input"
        rows={answering ? 3 : 1}
        value={text}
        placeholder={answering ? t("answerPlaceholder") : t("placeholder")}
        aria-describedby={`${id}-hints`}
        aria-invalid={text.length > LONGEST || undefined}
        disabled={spent}
        onChange={(event) => onText(event.target.value)}
        onKeyDown={(event) => sendOnEnter(event, () => onEnter(text))}
      />
      <button type="submit" className="button" aria-disabled={pending || spent || !text.trim()}>
        {t("send")}
      </button>
    </div>
  );
}

/** Enter sends. Shift and Enter start a new line. An Enter that ends the composition of a character sends nothing. */
function sendOnEnter(event: KeyboardEvent, send: () => void): void {
  if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
  event.preventDefault();
  send();
}

function Hint({ text, answering }: Pick<Props, "text" | "answering">) {
  const t = useMessages(coachMessages);
  return (
    <>
      {text.length > LONGEST ? <span className="field-error">{t("tooLong")}</span> : null}
      {answering ? (
        <span>{text.trim() ? t("words", { count: countWords(text) }) : t("wordsGoal")}</span>
      ) : (
        <span className={style.keys}>{t("keys")}</span>
      )}
    </>
  );
}

function QuotaLeft({ quota }: { quota: Quota | undefined }) {
  const t = useMessages(coachMessages);
  const { renewal } = useFormats();
  if (!quota) return null;
  if (quota.left === null) return null; // this plan has no limit
  if (quota.left > 0) {
    return (
      <span>
        {t("left", { count: quota.left })} {quota.left <= FEW_LEFT ? <Link href="/payment">{t("seePlans")}</Link> : null}
      </span>
    );
  }
  return (
    <span role="status">
      {t("noneLeft", { date: renewal(quota.renews_at) })} <Link href="/payment">{t("seePlans")}</Link>
    </span>
  );
}
