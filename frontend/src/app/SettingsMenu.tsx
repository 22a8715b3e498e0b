import { useQueryClient } from "@tanstack/react-query";
import type { QueryClient } from "@tanstack/react-query";
import { useId, useRef } from "react";
import { Link } from "wouter";

import { Select } from "../components/Field";
import { BellIcon, LockIcon, MenuIcon, PersonIcon } from "../components/icons";
import { LanguageSelect } from "../components/LanguageSelect";
import { setLanguage, useLanguage } from "../i18n/language";
import type { Language } from "../i18n/language";
import { useMessages } from "../i18n/messages";
import { appMessages } from "./messages";
import { signOut, useSession } from "./session";
import style from "./SettingsMenu.module.css";
import { useTheme } from "./theme";
import type { Theme } from "./theme";

const themes = { system: "themeSystem", light: "themeLight", dark: "themeDark" } as const;

const ownPages = [
  { href: "/profile", label: "profile", Icon: PersonIcon },
  { href: "/notifications", label: "notifications", Icon: BellIcon },
  { href: "/privacy", label: "privacy", Icon: LockIcon },
] as const;

/** The person's own pages, language, theme and sign-out in a native popover. Escape and a click elsewhere close it. */
export function SettingsMenu() {
  const t = useMessages(appMessages);
  const session = useSession();
  const id = useId();
  const panel = useRef<HTMLDivElement>(null);
  return (
    <>
      <button type="button" className={style.open} popoverTarget={id}>
        <MenuIcon />
        <span className="visually-hidden">{t("menu")}</span>
      </button>
      <div id={id} ref={panel} popover="auto" className={style.panel}>
        {session.status === "signed-in" ? (
          <OwnPages email={session.user.email} onLeave={() => panel.current?.hidePopover()} />
        ) : null}
        <LanguageChoice />
        <ThemeChoice />
        {session.status === "signed-in" ? (
          <button type="button" className="button button-quiet button-wide" onClick={() => void closeAndSignOut(panel.current)}>
            {t("signOut")}
          </button>
        ) : null}
      </div>
    </>
  );
}

function OwnPages({ email, onLeave }: { email: string; onLeave: () => void }) {
  const t = useMessages(appMessages);
  return (
    <nav aria-label={t("ownPages")}>
      <p className={style.who}>{email}</p>
      <ul className={style.places}>
        {ownPages.map(({ href, label, Icon }) => (
          <li key={href}>
            <Link href={href} className={style.place} onClick={onLeave}>
              <Icon />
              {t(label)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

async function closeAndSignOut(panel: HTMLElement | null): Promise<void> {
  panel?.hidePopover();
  await signOut();
}

/** Loads the data again in the chosen language and saves it in the profile. Few visits need this code, so it loads late. */
async function applyEverywhere(client: QueryClient, language: Language, signedIn: boolean): Promise<void> {
  const { askInNewLanguage, saveLanguage } = await import("../features/profile/languageChoice");
  askInNewLanguage(client);
  if (signedIn) saveLanguage(client, language);
}

function LanguageChoice() {
  const t = useMessages(appMessages);
  const { language } = useLanguage();
  const client = useQueryClient();
  const signedIn = useSession().status === "signed-in";
  const choose = (chosen: Language) => {
    setLanguage(chosen);
    void applyEverywhere(client, chosen, signedIn).catch(() => undefined); // the app already shows the language
  };
  return (
    <LanguageSelect
      label={t("language")}
      value={language}
      onChange={(event) => choose(event.target.value as Language)}
    />
  );
}

function ThemeChoice() {
  const t = useMessages(appMessages);
  const [theme, setTheme] = useTheme();
  return (
    <Select label={t("theme")} value={theme} onChange={(event) => setTheme(event.target.value as Theme)}>
      {(Object.keys(themes) as Theme[]).map((name) => (
        <option key={name} value={name}>
          {t(themes[name])}
        </option>
      ))}
    </Select>
  );
}
