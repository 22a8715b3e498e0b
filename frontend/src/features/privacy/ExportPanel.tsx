import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { api, unwrap } from "../../api/client";
import { patienceEach } from "../../api/patience";
import type { components } from "../../api/schema";
import { recall, remember } from "../../app/device";
import { useSession } from "../../app/session";
import { Panel } from "../../components/Panel";
import { PendingButton } from "../../components/PendingButton";
import { ProblemNotice } from "../../components/ProblemNotice";
import { useFormats } from "../../i18n/format";
import { useMessages } from "../../i18n/messages";
import { useSeen } from "../notifications/seen";
import { privacyMessages } from "./messages";

type Export = components["schemas"]["Export"];

const waiting = patienceEach(1500, 15_000);

export function isUnderWay({ status }: Pick<Export, "status">): boolean {
  return status === "pending" || status === "processing";
}

/** One export. The query repeats until the export is ready; each response has a new link. */
function useExport(id: string | null) {
  return useQuery({
    queryKey: ["export", id],
    enabled: id !== null,
    queryFn: ({ signal }) =>
      waiting(id ?? "").ask(
        () => unwrap(api.GET("/users/export/{id}", { params: { path: { id: id ?? "" } }, signal })),
        ({ status }) => status,
      ),
    refetchInterval: ({ state }) => (state.data && isUnderWay(state.data) ? waiting(id ?? "").pause() : false),
  });
}

/** The export that this person requested last on this device; null without one. */
function rememberedFor(user: string | null): string | null {
  const [owner, id] = (recall("export") ?? "").split(" ");
  return id && owner === user ? id : null;
}

export function ExportPanel() {
  const t = useMessages(privacyMessages);
  const { ask, found, working } = useOwnExport();
  useSeen(["export_ready"], "/privacy", found?.status === "completed");
  return (
    <Panel id="export" title={t("export")}>
      <p>{t("exportText")}</p>
      <ProblemNotice error={ask.error} />
      <div className="stack" role="status">
        {working ? <Working /> : null}
        {found && !working ? <Outcome found={found} /> : null}
      </div>
      <div>
        <PendingButton pending={working} onPress={ask.mutate}>
          {found?.status === "completed" ? t("another") : t("askExport")}
        </PendingButton>
      </div>
    </Panel>
  );
}

/** Asks for an export, and follows the last one that this person asked for on this device. */
function useOwnExport() {
  const session = useSession();
  const user = session.status === "signed-in" ? session.user.id : null;
  const [id, setId] = useState(() => rememberedFor(user));
  const { data: found } = useExport(id);
  const ask = useMutation({
    mutationFn: () =>
      unwrap(api.POST("/users/export", { headers: { "Idempotency-Key": crypto.randomUUID() } })),
    onSuccess: (asked) => {
      remember("export", `${user ?? ""} ${asked.id}`);
      setId(asked.id);
    },
  });
  const working = ask.isPending || (found !== undefined && isUnderWay(found));
  return { ask, found, working };
}

function Working() {
  const t = useMessages(privacyMessages);
  return (
    <div className="notice">
      <div>
        <p>{t("exporting")}</p>
        <p className="muted small">{t("exportingText")}</p>
      </div>
    </div>
  );
}

function Outcome({ found }: { found: Export }) {
  const t = useMessages(privacyMessages);
  const { dateTime } = useFormats();
  if (found.status === "failed") return <p className="notice notice-danger">{t("exportFailed")}</p>;
  if (found.status === "expired") return <p className="notice notice-warm">{t("exportExpired")}</p>;
  if (!found.url || !found.expires_at) return null;
  return (
    <>
      <p>{t("exportReady", { date: dateTime(found.expires_at) })}</p>
      <p>
        <a className="button" href={found.url} download>
          {t("download")}
        </a>
      </p>
    </>
  );
}
