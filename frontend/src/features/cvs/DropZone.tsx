import { useRef, useState } from "react";
import type { ChangeEvent, DragEvent } from "react";

import { FileIcon, UploadIcon } from "../../components/icons";
import { useFormats } from "../../i18n/format";
import { useMessages } from "../../i18n/messages";
import style from "./DropZone.module.css";
import { cvMessages } from "./messages";
import { ACCEPTED } from "./upload";

interface Props {
  file: File | null;
  onFile: (file: File) => void;
}

/** Takes a file that is dropped on it, or that the person picks in the device's file dialog. */
export function DropZone({ file, onFile }: Props) {
  const t = useMessages(cvMessages);
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    takeFirst(event.dataTransfer.files, onFile);
  };
  const hover = (event: DragEvent) => {
    event.preventDefault();
    setOver(true);
  };
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- dropping only repeats what the button does
    <div
      role="group"
      aria-label={t("choose")}
      className={style.zone}
      data-over={over || undefined}
      onDrop={drop}
      onDragOver={hover}
      onDragLeave={() => setOver(false)}
    >
      <Invitation file={file} over={over} />
      <Picker label={file ? t("change") : t("choose")} onFile={onFile} />
      <p className="muted small">{t("formats")}</p>
    </div>
  );
}

function takeFirst(files: FileList | null, onFile: (file: File) => void): void {
  const first = files?.[0];
  if (first) onFile(first);
}

/** The chosen file, or the invitation to drop one; `over` says whether a file is held over the zone. */
function Invitation({ file, over }: { file: File | null; over: boolean }) {
  const t = useMessages(cvMessages);
  const { bytes } = useFormats();
  return (
    <>
      {file ? <FileIcon size={36} /> : <UploadIcon size={36} />}
      <p className={`${style.title ?? ""} ${file ? "" : (style.invitation ?? "")}`} role="status">
        {file ? t("chosen", { name: file.name, size: bytes(file.size) }) : over ? t("dropNow") : t("drop")}
      </p>
    </>
  );
}

/** The button that opens the device's own file dialog. */
function Picker({ label, onFile }: { label: string; onFile: (file: File) => void }) {
  const t = useMessages(cvMessages);
  const picker = useRef<HTMLInputElement>(null);
  const pick = (event: ChangeEvent<HTMLInputElement>) => {
    takeFirst(event.target.files, onFile);
    event.target.value = ""; // without this the browser reports no change when the person corrects and picks the same file
  };
  return (
    <>
      <button type="button" className="button button-quiet" onClick={() => picker.current?.click()}>
        {label}
      </button>
      <input
        ref={picker}
        type="file"
        accept={ACCEPTED}
        className={style.picker}
        aria-label={t("choose")}
        tabIndex={-1}
        onChange={pick}
      />
    </>
  );
}
