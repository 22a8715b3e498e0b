import { AlertIcon } from "../components/icons";
import { useMessages } from "../i18n/messages";
import { appMessages } from "./messages";
import { useOnline } from "./online";

export function OfflineNotice() {
  const t = useMessages(appMessages);
  const online = useOnline();
  return (
    <div role="status">
      {online ? null : (
        <p className="notice notice-warm">
          <AlertIcon />
          {t("offline")}
        </p>
      )}
    </div>
  );
}
