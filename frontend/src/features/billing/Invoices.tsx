import { useInfiniteQuery } from "@tanstack/react-query";

import { MoreButton } from "../../components/MoreButton";
import { ProblemNotice } from "../../components/ProblemNotice";
import { useFormats } from "../../i18n/format";
import { useMessages } from "../../i18n/messages";
import { billingMessages, planName } from "./messages";
import style from "./PaymentPage.module.css";
import { invoicesQuery } from "./queries";
import type { Invoice } from "./queries";

const tones: Partial<Record<Invoice["status"], string>> = {
  succeeded: "tag-good",
  pending: "tag-amber",
  failed: "tag-danger",
};

export function Invoices() {
  const t = useMessages(billingMessages);
  const invoices = useInfiniteQuery(invoicesQuery);
  const items = invoices.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="stack" aria-busy={invoices.isPending}>
      <h2 id="invoices">{t("invoices")}</h2>
      <ProblemNotice error={invoices.error} onRetry={() => void invoices.refetch()} />
      {invoices.isPending ? <div className={`skeleton ${style.invoicesWaiting ?? ""}`} /> : null}
      {invoices.isSuccess && items.length === 0 ? <p className="muted">{t("noInvoices")}</p> : null}
      {items.length > 0 ? <Table items={items} /> : null}
      <MoreButton list={invoices}>{t("more")}</MoreButton>
    </div>
  );
}

/** Three columns fit a phone: a cell holds related facts, one below the other. */
function Table({ items }: { items: readonly Invoice[] }) {
  const t = useMessages(billingMessages);
  return (
    <table className={style.invoices} aria-labelledby="invoices">
      <thead>
        <tr>
          {(["payment", "amount", "receipt"] as const).map((column) => (
            <th key={column} scope="col">
              {t(column)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {items.map((invoice) => (
          <Row key={invoice.id} invoice={invoice} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ invoice }: { invoice: Invoice }) {
  const t = useMessages(billingMessages);
  const { date, money } = useFormats();
  return (
    <tr>
      <td>
        {t(planName(invoice.plan))} · {t(invoice.method)}
        <br />
        <span className="muted small">{date(invoice.created_at)}</span>
      </td>
      <td>
        <div className={style.amount}>
          {money(invoice.amount_cents, invoice.currency)}
          <span className={`tag ${tones[invoice.status] ?? ""}`}>{t(invoice.status)}</span>
        </div>
      </td>
      <td>
        <Receipt url={invoice.invoice_url} />
      </td>
    </tr>
  );
}

function Receipt({ url }: { url: Invoice["invoice_url"] }) {
  const t = useMessages(billingMessages);
  if (!url) return "–";
  return (
    <a href={url} target="_blank" rel="noreferrer">
      {t("seeReceipt")}
    </a>
  );
}
