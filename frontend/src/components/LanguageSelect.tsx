import type { ComponentPropsWithRef } from "react";

import { Select } from "./Field";

type Props = { label: string } & Omit<ComponentPropsWithRef<"select">, "children">;

/** The choice between the app's two languages. */
export function LanguageSelect(props: Props) {
  return (
    <Select {...props}>
      <option value="pt-BR" lang="pt-BR">
        Português (Brasil)
      </option>
      <option value="en" lang="en">
        English
      </option>
    </Select>
  );
}
