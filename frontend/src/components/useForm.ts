import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { SubmitEvent } from "react";

import { Problem } from "../api/problem";

type Errors<Name extends string> = Partial<Record<Name, string>>;

interface Options<Name extends string> {
  names: readonly Name[];
  /** The error of each invalid field, found before anything is sent. */
  check: (values: Record<Name, string>) => Errors<Name>;
  send: (values: Record<Name, string>) => Promise<void>;
}

/**
 * The state of a form. `check` finds errors first; then the API may answer with errors of single fields.
 *
 * The first field with an error takes the focus.
 */
export function useForm<Name extends string>({ names, check, send }: Options<Name>) {
  const form = useRef<HTMLFormElement>(null);
  const [errors, setErrors] = useState<Errors<Name>>({});
  const mutation = useMutation({ mutationFn: send, onError: (error) => show(fieldErrors(error, names)) });

  const show = (found: Errors<Name>) => {
    setErrors(found);
    const first = names.find((name) => found[name]);
    const control = first ? form.current?.elements.namedItem(first) : null;
    if (control instanceof HTMLElement) control.focus();
  };

  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (mutation.isPending) return;
    const data = new FormData(event.currentTarget);
    const values = Object.fromEntries(names.map((name) => [name, text(data.get(name))])) as Record<Name, string>;
    const found = check(values);
    show(found);
    if (Object.keys(found).length === 0) mutation.mutate(values);
  };

  useEffect(() => {
    const sent = form.current; // the person sent the form before the app had loaded, and `boot.js` held it back
    if (sent?.dataset.early === undefined) return;
    delete sent.dataset.early;
    sent.requestSubmit();
  }, []);

  const onFields = Object.keys(errors).length > 0;
  return {
    errors,
    pending: mutation.isPending,
    succeeded: mutation.isSuccess,
    /** The error that belongs to no field. */
    problem: onFields ? null : mutation.error,
    attributes: { ref: form, onSubmit: submit, noValidate: true },
  };
}

function text(value: FormDataEntryValue | null): string {
  return typeof value === "string" ? value : "";
}

function fieldErrors<Name extends string>(error: unknown, names: readonly Name[]): Errors<Name> {
  const fields = error instanceof Problem ? error.fields : {};
  return Object.fromEntries(names.flatMap((name) => (fields[name] ? [[name, fields[name]]] : []))) as Errors<Name>;
}
