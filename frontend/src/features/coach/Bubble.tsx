import { useMessages } from "../../i18n/messages";
import { coachMessages } from "./messages";
import type { Message } from "./queries";
import style from "./SessionPage.module.css";
import { blocks } from "./transcript";
import type { Block } from "./transcript";

export function Bubble({ message }: { message: Pick<Message, "role" | "content"> }) {
  const t = useMessages(coachMessages);
  const fromCoach = message.role === "coach";
  return (
    <>
      <span className={style.who}>{fromCoach ? t("coach") : t("you")}</span>
      <div className={style.bubble}>
        {fromCoach ? blocks(message.content).map((block, index) => <Part key={index} block={block} />) : message.content}
      </div>
    </>
  );
}

function Part({ block }: { block: Block }) {
  if (block.kind === "list") {
    return (
      <ul>
        {block.items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    );
  }
  return <p className={block.kind === "question" ? style.question : undefined}>{block.text}</p>;
}
