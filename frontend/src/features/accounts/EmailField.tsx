import { Field } from "../../components/Field";
import { useMessages } from "../../i18n/messages";
import { accountMessages } from "./messages";

interface Props {
  error: string | undefined;
  defaultValue?: string | undefined;
}

export function EmailField(props: Props) {
  const t = useMessages(accountMessages);
  return <Field {...props} label={t("email")} name="email" type="email" autoComplete="email" required />;
}
