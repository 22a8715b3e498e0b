import { useRef, useState } from "react";
import type { DragEvent } from "react";

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

/** Takes a file dropped on it or, by mouse, finger or keyboard, from the device's own picker. */
export function DropZone({ file, onFile }: Props) {
  const t = useMessages(cvMessages);
  const { bytes } = useFormats();
  const picker = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const take = (files: FileList | null) => {
    const first = files?.[0];
    if (first) onFile(first);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
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
      {file ? <FileIcon size={36} /> : <UploadIcon size={36} />}
      <p className={`${style.title ?? ""} ${file ? "" : (style.invitation ?? "")}`} role="status">
        {file ? t("chosen", { name: file.name, size: bytes(file.size) }) : over ? t("dropNow") : t("drop")}
      </p>
      <button type="button" className="button button-quiet" onClick={() => picker.current?.click()}>
        {file ? t("change") : t("choose")}
      </button>
      <input
        ref={picker}
        type="file"
        accept={ACCEPTED}
        className={style.picker}
        aria-label={t("choose")}
        tabIndex={-1}
        onChange={(event) => {
          take(event.target.files);
          event.target.value = ""; // the same file may be chosen again once it is mended
        }}
      />
      <p className="muted small">{t("formats")}</p>
    </div>
  );
}
