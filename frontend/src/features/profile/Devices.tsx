import { useMutation } from "@tanstack/react-query";

import { api, done } from "../../api/client";
import { endSession } from "../../app/session";
import { Panel } from "../../components/Panel";
import { PendingButton } from "../../components/PendingButton";
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
    <Panel id="devices" title={t("devices")}>
      <p>{t("devicesText")}</p>
      <p className="muted small">{t("delay")}</p>
      <ProblemNotice error={leave.error} />
      <div>
        <PendingButton pending={leave.isPending} onPress={leave.mutate}>
          {t("leaveEverywhere")}
        </PendingButton>
      </div>
    </Panel>
  );
}
