import { catalogue } from "../i18n/messages";

/** What every page says of a plan's quota: how much is left of it, and when it starts again. */
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
