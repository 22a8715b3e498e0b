import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";

import { json, show } from "../../testing/render";
import { PasswordPanel } from "../profile/PasswordPanel";
import ResetPasswordPage from "./ResetPasswordPage";

const NEW = "uma frase longa e boba";

function answer(response: Response): void {
  vi.stubGlobal("fetch", () => Promise.resolve(response));
}

afterEach(() => {
  vi.unstubAllGlobals();
  window.location.hash = "";
});

/** The text is announced in an element that was there before, and this element has the focus. */
async function said(text: string, place: HTMLElement): Promise<void> {
  await waitFor(() => expect(place.textContent).toBe(text));
  expect(place.isConnected).toBe(true);
  expect(document.activeElement).toBe(place);
}

describe("a changed password", () => {
  it("is confirmed in the profile", async () => {
    answer(new Response(null, { status: 204 }));
    show(<PasswordPanel />);
    const place = screen.getByRole("status");
    await userEvent.type(screen.getByLabelText("Senha atual"), "a senha de antes");
    await userEvent.type(screen.getByLabelText("Nova senha"), NEW);
    await userEvent.click(screen.getByRole("button", { name: "Trocar a senha" }));
    await said("Senha trocada. Os outros aparelhos saíram da conta.", place);
  });

  async function reset(): Promise<HTMLElement> {
    window.location.hash = "#token=abc";
    show(<ResetPasswordPage />, "/nova-senha");
    const place = screen.getByRole("status");
    await userEvent.type(screen.getByLabelText("Nova senha"), NEW);
    await userEvent.click(screen.getByRole("button", { name: "Salvar a senha" }));
    return place;
  }

  it("is confirmed on the page of the mailed link", async () => {
    answer(new Response(null, { status: 204 }));
    await said("Senha trocada. Entre com ela agora.", await reset());
  });

  it("fails with a used link, and the link to a new one has the focus", async () => {
    answer(json({ code: "LINK_INVALID", detail: "Este link não vale mais." }, 400));
    await reset();
    const next = await screen.findByRole("link", { name: "Pedir um novo link" });
    expect(document.activeElement).toBe(next);
  });
});
