import { useId } from "react";
import type { ReactNode, RefObject } from "react";

import { appMessages } from "../app/messages";
import { useMessages } from "../i18n/messages";
import style from "./ConfirmDialog.module.css";
import { PendingButton } from "./PendingButton";
import { ProblemNotice } from "./ProblemNotice";

interface Props {
  /** Opened by `dialog.current?.showModal()`; Escape closes it. */
  dialog: RefObject<HTMLDialogElement | null>;
  title: string;
  children: ReactNode;
  confirm: string;
  pending: boolean;
  error: unknown;
  onConfirm: () => void;
}

/** Asks the person to confirm an action that cannot be undone. */
export function ConfirmDialog({ dialog, title, children, confirm, pending, error, onConfirm }: Props) {
  const t = useMessages(appMessages);
  const id = useId();
  return (
    <dialog ref={dialog} className={style.dialog} aria-labelledby={id}>
      <div className="stack">
        <h2 id={id}>{title}</h2>
        {children}
        <ProblemNotice error={error} />
        <div className="row">
          <button type="button" className="button button-quiet" onClick={() => dialog.current?.close()}>
            {t("cancel")}
          </button>
          <PendingButton className="button button-danger" pending={pending} onPress={onConfirm}>
            {confirm}
          </PendingButton>
        </div>
      </div>
    </dialog>
  );
}
