import { useEffect, useRef } from "react";
import type { ReactNode } from "react";
import { Link, useLocation } from "wouter";

import { Logo } from "../components/Logo";
import { Bell } from "../features/notifications/Bell";
import { useMessages } from "../i18n/messages";
import { appMessages } from "./messages";
import { Navigation } from "./Navigation";
import { OfflineNotice } from "./OfflineNotice";
import { useSession } from "./session";
import { SettingsMenu } from "./SettingsMenu";
import style from "./Shell.module.css";

/** Every page is between this header, with the navigation, and this footer. */
export function Shell({ children }: { children: ReactNode }) {
  const t = useMessages(appMessages);
  const session = useSession();
  const [location] = useLocation();
  useTop(location);
  const inside = session.status !== "anonymous";
  return (
    <div className={style.shell} data-inside={inside || undefined}>
      <a className={style.skip} href="#content">
        {t("skip")}
      </a>
      <Header inside={inside} />
      <OfflineNotice />
      <main id="content" tabIndex={-1} className={style.main}>
        {children}
      </main>
      <Footer />
    </div>
  );
}

function Header({ inside }: { inside: boolean }) {
  const session = useSession();
  return (
    <header className={style.header}>
      <div className={style.bar}>
        <Link href={inside ? "/dashboard" : "/"} className={style.brand}>
          <Logo />
        </Link>
        {inside ? <Navigation /> : null}
        <div className={style.actions}>
          {inside ? null : <AnonymousActions />}
          {session.status === "signed-in" ? <Bell /> : null}
          <SettingsMenu />
        </div>
      </div>
    </header>
  );
}

function Footer() {
  const t = useMessages(appMessages);
  return (
    <footer className={style.footer}>
      <p>{t("footer")}</p>
      <Link href="/terms">{t("terms")}</Link>
      <Link href="/privacy-policy">{t("policy")}</Link>
    </footer>
  );
}

/** Scrolls a new page to its top. After "back" and a reload the browser restores the position itself. */
function useTop(location: string): void {
  const browserScrolls = useRef<string | null>(location);
  useEffect(() => {
    const comeBack = () => {
      browserScrolls.current = window.location.pathname;
    };
    window.addEventListener("popstate", comeBack, { capture: true }); // in the capture phase, before the router renders the page
    return () => window.removeEventListener("popstate", comeBack, { capture: true });
  }, []);
  useEffect(() => {
    if (browserScrolls.current !== location) window.scrollTo(0, 0);
    browserScrolls.current = null;
  }, [location]);
}

function AnonymousActions() {
  const t = useMessages(appMessages);
  const [location] = useLocation();
  return (
    <>
      {location === "/login" ? null : (
        <Link className={`button button-quiet ${style.compact ?? ""}`} href="/login">
          {t("signIn")}
        </Link>
      )}
      {location === "/register" ? null : (
        <Link className={`button ${style.compact ?? ""} ${style.wideOnly ?? ""}`} href="/register">
          {t("signUp")}
        </Link>
      )}
    </>
  );
}
