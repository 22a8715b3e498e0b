import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";

import { BellIcon } from "../../components/icons";
import { useMessages } from "../../i18n/messages";
import style from "./Bell.module.css";
import { bellMessages } from "./bellMessages";
import { unreadQuery } from "./unread";

const MOST_SHOWN = 99;

/** The link to the notifications, with the number of unread ones. */
export function Bell() {
  const t = useMessages(bellMessages);
  const { data: unread = 0 } = useQuery(unreadQuery);
  return (
    <Link href="/notifications" className={style.bell} aria-label={unread ? t("bellUnread", { count: unread }) : t("bell")}>
      <BellIcon size={24} />
      {unread ? (
        <span className={style.count} aria-hidden="true">
          {unread > MOST_SHOWN ? `${MOST_SHOWN}+` : unread}
        </span>
      ) : null}
    </Link>
  );
}
