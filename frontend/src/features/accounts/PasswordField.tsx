import { useState } from "react";

import { Field } from "../../components/Field";
import { useMessages } from "../../i18n/messages";
import { accountMessages } from "./messages";

interface Props {
  label: string;
  name?: string;
  autoComplete: "current-password" | "new-password";
  hint?: string;
  error?: string | undefined;
}

export function PasswordField({ name = "password", ...field }: Props) {
  const t = useMessages(accountMessages);
  const [shown, setShown] = useState(false);
  return (
    <div className="stack">
      <Field {...field} name={name} type={shown ? "text" : "password"} required />
      <label className="choice">
        <input type="checkbox" checked={shown} onChange={(event) => setShown(event.target.checked)} />
        <span>{t("showPassword")}</span>
      </label>
    </div>
  );
}
