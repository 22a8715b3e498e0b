import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api, unwrap } from "../../api/client";
import { Panel } from "../../components/Panel";
import { ProblemNotice } from "../../components/ProblemNotice";
import { useMessages } from "../../i18n/messages";
import { notificationMessages } from "./messages";
import style from "./NotificationsPage.module.css";
import { preferencesQuery } from "./queries";
import type { Preference } from "./queries";

const channels = [
  { id: "in_app", label: "inApp" },
  { id: "email", label: "email" },
] as const;

function useSave() {
  const client = useQueryClient();
  const { queryKey } = preferencesQuery;
  return useMutation({
    mutationFn: (preference: Preference) =>
      unwrap(api.PUT("/notifications/preferences", { body: { preferences: [preference] } })),
    onMutate: (changed) => {
      client.setQueryData(queryKey, (current) =>
        current && { preferences: current.preferences.map((one) => (one.kind === changed.kind ? changed : one)) },
      );
    },
    onError: () => client.invalidateQueries({ queryKey }),
    onSuccess: (saved) => client.setQueryData(queryKey, saved),
  });
}

/** For each kind of event, the channels that announce it. A change is saved immediately. */
export function Preferences() {
  const t = useMessages(notificationMessages);
  const { data, error, isPending, refetch } = useQuery(preferencesQuery);
  const save = useSave();
  return (
    <Panel id="preferences" title={t("preferences")} busy={isPending}>
      <p className="muted">{t("preferencesText")}</p>
      <ProblemNotice error={error ?? save.error} onRetry={() => void refetch()} />
      {isPending ? <div className={`skeleton ${style.preferencesWaiting ?? ""}`} /> : null}
      {data ? <Table preferences={data.preferences} onChange={save.mutate} /> : null}
      <p role="status" className="small">
        {save.isSuccess ? t("saved") : null}
      </p>
    </Panel>
  );
}

interface TableProps {
  preferences: readonly Preference[];
  onChange: (changed: Preference) => void;
}

function Table({ preferences, onChange }: TableProps) {
  return (
    <table className={style.table} aria-labelledby="preferences">
      <Head />
      <tbody>
        {preferences.map((preference) => (
          <Row key={preference.kind} preference={preference} onChange={onChange} />
        ))}
      </tbody>
    </table>
  );
}

function Head() {
  const t = useMessages(notificationMessages);
  return (
    <thead>
      <tr>
        <th scope="col">{t("event")}</th>
        {channels.map(({ id, label }) => (
          <th key={id} scope="col">
            {t(label)}
          </th>
        ))}
      </tr>
    </thead>
  );
}

function Row({ preference, onChange }: { preference: Preference; onChange: (changed: Preference) => void }) {
  const t = useMessages(notificationMessages);
  return (
    <tr>
      <th scope="row">{t(preference.kind)}</th>
      {channels.map(({ id, label }) => (
        <td key={id}>
          <label className={style.box}>
            <span className="visually-hidden">{`${t(preference.kind)}: ${t(label)}`}</span>
            <input
              type="checkbox"
              checked={preference[id]}
              onChange={(event) => onChange({ ...preference, [id]: event.target.checked })}
            />
          </label>
        </td>
      ))}
    </tr>
  );
}
