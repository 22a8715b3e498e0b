import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "wouter";

import { BellIcon } from "../../components/icons";
import { MoreButton } from "../../components/MoreButton";
import { PageTitle } from "../../components/PageTitle";
import { ProblemNotice } from "../../components/ProblemNotice";
import { useFormats } from "../../i18n/format";
import { useMessages } from "../../i18n/messages";
import { notificationMessages } from "./messages";
import style from "./NotificationsPage.module.css";
import { Preferences } from "./Preferences";
import { notificationsQuery, useMark, useMarkAll } from "./queries";
import type { Notification } from "./queries";

export default function NotificationsPage() {
  const t = useMessages(notificationMessages);
  const { isPending } = useInfiniteQuery(notificationsQuery());
  return (
    <div className={`page ${style.page ?? ""}`} aria-busy={isPending}>
      <PageTitle>{t("title")}</PageTitle>
      <List />
      {/* The list has no known height yet: a panel below it would jump. */}
      {isPending ? null : <Preferences />}
    </div>
  );
}

function List() {
  const t = useMessages(notificationMessages);
  const list = useInfiniteQuery(notificationsQuery());
  const mark = useMark();
  const markAll = useMarkAll();
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className="stack" aria-label={t("title")} aria-busy={list.isPending}>
      <ProblemNotice error={list.error ?? mark.error ?? markAll.error} onRetry={() => void list.refetch()} />
      {list.isPending ? <div className={`skeleton ${style.waiting ?? ""}`} /> : null}
      {list.isSuccess && items.length === 0 ? <NoneYet /> : null}
      <MarkAllButton items={items} onMark={markAll.mutate} />
      <ul className={style.list}>
        {items.map((item) => (
          <li key={item.id}>
            <Item item={item} onMark={(read) => mark.mutate({ id: item.id, read })} />
          </li>
        ))}
      </ul>
      <MoreButton list={list}>{t("more")}</MoreButton>
    </section>
  );
}

interface MarkAllProps {
  items: readonly Notification[];
  onMark: (ids: string[]) => void;
}

/** Marks the unread notifications as read; absent when fewer than two are unread. */
function MarkAllButton({ items, onMark }: MarkAllProps) {
  const t = useMessages(notificationMessages);
  const unread = items.filter((item) => item.read_at === null).map(({ id }) => id);
  if (unread.length < 2) return null;
  return (
    <button type="button" className={`button-link ${style.all ?? ""}`} onClick={() => onMark(unread)}>
      {t("markAll")}
    </button>
  );
}

interface ItemProps {
  item: Notification;
  onMark: (read: boolean) => void;
}

function Item({ item, onMark }: ItemProps) {
  const t = useMessages(notificationMessages);
  const isUnread = item.read_at === null;
  return (
    <article className={style.item} data-unread={isUnread || undefined}>
      <div className="row row-between">
        <h2 className={style.title}>{item.title}</h2>
        {isUnread ? <span className="tag tag-warm">{t("unread")}</span> : null}
      </div>
      <p>{item.body}</p>
      <ItemActions item={item} onMark={onMark} />
    </article>
  );
}

function ItemActions({ item, onMark }: ItemProps) {
  const t = useMessages(notificationMessages);
  const { dateTime } = useFormats();
  const isUnread = item.read_at === null;
  return (
    <div className="row row-between">
      <span className="row">
        <Link href={item.link} onClick={() => (isUnread ? onMark(true) : undefined)}>
          {item.action}
        </Link>
        <button type="button" className="button-link" onClick={() => onMark(isUnread)}>
          {isUnread ? t("markRead") : t("markUnread")}
          <span className="visually-hidden">: {item.title}</span>
        </button>
      </span>
      <time className="muted small" dateTime={item.created_at}>
        {dateTime(item.created_at)}
      </time>
    </div>
  );
}

function NoneYet() {
  const t = useMessages(notificationMessages);
  return (
    <div className="card stack">
      <BellIcon size={32} />
      <h2>{t("none")}</h2>
      <p className="muted">{t("noneText")}</p>
    </div>
  );
}
