import { useId } from "react";
import type { ComponentPropsWithRef, ReactNode } from "react";

interface Texts {
  label: string;
  hint?: string | null | undefined;
  error?: string | null | undefined;
}

interface LabelledProps extends Texts {
  /** The control's `id`. */
  id: string;
  /** Whether screen readers announce the error as soon as it appears. */
  announced?: boolean | undefined;
  children: ReactNode;
}

type ControlProps<Tag extends "input" | "textarea" | "select"> = Texts & Omit<ComponentPropsWithRef<Tag>, "id" | "className">;

type TextAreaProps = ControlProps<"textarea"> & Pick<LabelledProps, "announced">;

/** A control below its label and its hint, and above its error. */
function Labelled({ id, label, hint, error, announced, children }: LabelledProps) {
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {hint ? (
        <span className="field-hint" id={`${id}-hint`}>
          {hint}
        </span>
      ) : null}
      {children}
      {error ? (
        <span className="field-error" id={`${id}-error`} role={announced ? "alert" : undefined}>
          {error}
        </span>
      ) : null}
    </div>
  );
}

/** The attributes that make screen readers read the hint and the error together with the control. */
function described(id: string, { hint, error }: Texts) {
  const ids = [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter(Boolean).join(" ");
  return { id, className: "input", "aria-invalid": error ? true : undefined, "aria-describedby": ids || undefined };
}

/** An input with its label, hint and error. */
export function Field({ label, hint, error, ...input }: ControlProps<"input">) {
  const id = useId();
  return (
    <Labelled id={id} label={label} hint={hint} error={error}>
      <input {...input} {...described(id, { label, hint, error })} />
    </Labelled>
  );
}

/** A text area with its label, hint and error. */
export function TextArea({ label, hint, error, announced, ...area }: TextAreaProps) {
  const id = useId();
  return (
    <Labelled id={id} label={label} hint={hint} error={error} announced={announced}>
      <textarea {...area} {...described(id, { label, hint, error })} />
    </Labelled>
  );
}

/** A list of options with its label. */
export function Select({ label, hint, error, ...select }: ControlProps<"select">) {
  const id = useId();
  return (
    <Labelled id={id} label={label} hint={hint} error={error}>
      <select {...select} {...described(id, { label, hint, error })} />
    </Labelled>
  );
}
