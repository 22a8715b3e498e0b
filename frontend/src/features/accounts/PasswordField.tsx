import { useState } from "react";

import { Field } from "../../components/Field";
import { useMessages } from "../../i18n/messages";
import { accountMessages } from "./messages";
import { PasswordStrength } from "./PasswordStrength";

interface Props {
  label: string;
  name?: string;
  autoComplete: "current-password" | "new-password";
  hint?: string;
  error?: string | undefined;
  /** The person's name and e-mail, when the form does not ask for them. A password with them is weak. */
  own?: readonly string[];
}

export function PasswordField({ name = "password", own = [], ...field }: Props) {
  const t = useMessages(accountMessages);
  const [shown, setShown] = useState(false);
  const [written, setWritten] = useState({ password: "", own });
  const chosen = field.autoComplete === "new-password";
  return (
    <div className="stack">
      <Field
        {...field}
        name={name}
        type={shown ? "text" : "password"}
        required
        onInput={({ currentTarget: { form, value } }) => {
          setWritten({ password: value, own: [...own, ...valuesOf(form)] });
        }}
      />
      {chosen ? <PasswordStrength {...written} /> : null}
      <label className="choice">
        <input type="checkbox" checked={shown} onChange={(event) => setShown(event.target.checked)} />
        <span>{t("showPassword")}</span>
      </label>
    </div>
  );
}

/** The field for a password that the person chooses now. */
export function NewPasswordField(props: Omit<Props, "autoComplete" | "hint">) {
  const t = useMessages(accountMessages);
  return <PasswordField {...props} autoComplete="new-password" hint={t("passwordHint")} />;
}

/** The values of the form's fields for name and e-mail. */
function valuesOf(form: HTMLFormElement | null): string[] {
  const controls = ["name", "email"].map((name) => form?.elements.namedItem(name));
  return controls.flatMap((control) => (control instanceof HTMLInputElement ? [control.value] : []));
}
