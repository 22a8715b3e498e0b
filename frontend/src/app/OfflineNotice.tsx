import { useSyncExternalStore } from "react";

import { AlertIcon } from "../components/icons";
import { useMessages } from "../i18n/messages";
import { appMessages } from "./messages";

function subscribe(listener: () => void): () => void {
  window.addEventListener("online", listener);
  window.addEventListener("offline", listener);
  return () => {
    window.removeEventListener("online", listener);
    window.removeEventListener("offline", listener);
  };
}

export function OfflineNotice() {
  const t = useMessages(appMessages);
  const online = useSyncExternalStore(
    subscribe,
    () => navigator.onLine,
    () => true,
  );
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
