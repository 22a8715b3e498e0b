import { Meter } from "../../components/Meter";
import { useMessages } from "../../i18n/messages";
import { accountMessages } from "./messages";
import { strengthOf } from "./strength";

const SHOWN = {
  weak: { value: 33, tone: "warm", text: "strengthWeak" },
  fair: { value: 66, tone: "amber", text: "strengthFair" },
  strong: { value: 100, tone: "good", text: "strengthStrong" },
} as const;

interface Props {
  password: string;
  own: readonly string[];
}

/** Shows the strength of a password while the person types it; nothing before the first character. */
export function PasswordStrength({ password, own }: Props) {
  const t = useMessages(accountMessages);
  const { value, tone, text } = SHOWN[strengthOf(password, own)];
  return (
    <div aria-live="polite">
      {password === "" ? null : (
        <>
          <Meter value={value} tone={tone} />
          <p className="muted small">{t(text)}</p>
        </>
      )}
    </div>
  );
}
