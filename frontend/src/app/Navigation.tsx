import { Link, useLocation } from "wouter";

import { CardIcon, ChatIcon, FileIcon, HomeIcon, UploadIcon } from "../components/icons";
import { useMessages } from "../i18n/messages";
import { appMessages } from "./messages";
import style from "./Navigation.module.css";

const places = [
  { href: "/dashboard", label: "dashboard", Icon: HomeIcon },
  { href: "/cv-analysis", label: "analyses", Icon: FileIcon },
  { href: "/cv-analysis/new", label: "send", Icon: UploadIcon },
  { href: "/ai-coach", label: "coach", Icon: ChatIcon },
  { href: "/payment", label: "plans", Icon: CardIcon },
] as const;

/** On wide screens it is in the header, on phones at the bottom of the screen. */
export function Navigation() {
  const t = useMessages(appMessages);
  const [location] = useLocation();
  const here = places.findLast(({ href }) => location === href || location.startsWith(`${href}/`));
  return (
    <nav className={style.nav} aria-label={t("mainNavigation")}>
      <ul className={style.list}>
        {places.map(({ href, label, Icon }) => (
          <li key={href}>
            <Link href={href} className={style.link} aria-current={here?.href === href ? "page" : undefined}>
              <Icon />
              <span>{t(label)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
