import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { useLocation } from "wouter";

import { api, done } from "../../api/client";
import { ConfirmDialog } from "../../components/ConfirmDialog";
import { TrashIcon } from "../../components/icons";
import { useMessages } from "../../i18n/messages";
import { cvMessages } from "./messages";

/** Deletes an analysis and its file after a confirmation. */
export function DeleteAnalysis({ id }: { id: string }) {
  const t = useMessages(cvMessages);
  const dialog = useRef<HTMLDialogElement>(null);
  const deletion = useDeletion(id);
  return (
    <>
      <button type="button" className="button button-quiet" onClick={() => dialog.current?.showModal()}>
        <TrashIcon />
        {t("delete")}
      </button>
      <ConfirmDialog
        dialog={dialog}
        title={t("deleteTitle")}
        confirm={t("delete")}
        pending={deletion.isPending}
        error={deletion.error}
        onConfirm={() => deletion.mutate()}
      >
        <p>{t("deleteText")}</p>
      </ConfirmDialog>
    </>
  );
}

function useDeletion(id: string) {
  const [, navigate] = useLocation();
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => done(api.DELETE("/cv/analysis/{id}", { params: { path: { id } } })),
    onSuccess: () => {
      navigate("/cv-analysis", { replace: true });
      client.removeQueries({ queryKey: ["analysis", id] });
      return Promise.all(["analyses", "dashboard"].map((key) => client.invalidateQueries({ queryKey: [key] })));
    },
  });
}
