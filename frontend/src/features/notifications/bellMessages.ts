import { catalogue } from "../../i18n/messages";

/** Separate from the feature's other texts, because the bell is on every page. */
export const bellMessages = catalogue(
  {
    bell: "Notificações",
    bellUnread: "Notificações: {count} não lida|Notificações: {count} não lidas",
  },
  {
    bell: "Notifications",
    bellUnread: "Notifications: {count} unread|Notifications: {count} unread",
  },
);
