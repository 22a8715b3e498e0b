import { catalogue } from "../i18n/messages";

/** The texts about a plan's quota that several pages share. */
export const quotaMessages = catalogue(
  {
    left: "Resta {count} de {limit}|Restam {count} de {limit}",
    unlimited: "Sem limite",
    renews: "Renova em {date}.",
    analyses: "Análises neste mês",
    messages: "Mensagens ao coach hoje",
  },
  {
    left: "{count} of {limit} left|{count} of {limit} left",
    unlimited: "No limit",
    renews: "Renews on {date}.",
    analyses: "Analyses this month",
    messages: "Messages to the coach today",
  },
);
