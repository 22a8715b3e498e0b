import { useMutation } from "@tanstack/react-query";

import { api, done } from "../../api/client";
import { endSession } from "../../app/session";
import { ProblemNotice } from "../../components/ProblemNotice";
import { useMessages } from "../../i18n/messages";
import { profileMessages } from "./messages";

export function Devices() {
  const t = useMessages(profileMessages);
  const leave = useMutation({
    mutationFn: () => done(api.POST("/auth/logout-everywhere")),
    onSuccess: endSession,
  });
  return (
    <section className="card stack" aria-labelledby="devices">
      <h2 id="devices">{t("devices")}</h2>
      <p>{t("devicesText")}</p>
      <p className="muted small">{t("delay")}</p>
      <ProblemNotice error={leave.error} />
      <div>
        <button
          type="button"
          className="button button-quiet"
          aria-disabled={leave.isPending}
          onClick={() => (leave.isPending ? undefined : leave.mutate())}
        >
          {t("leaveEverywhere")}
        </button>
      </div>
    </section>
  );
}
