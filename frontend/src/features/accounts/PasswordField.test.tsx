import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import { show } from "../../testing/render";
import { PasswordPanel } from "../profile/PasswordPanel";
import RegisterPage from "./RegisterPage";

describe("a password that is being chosen", () => {
  it("is rated weak, fair or strong while the person types", async () => {
    show(<RegisterPage />);
    expect(screen.queryByText(/^Senha (fraca|razoável|forte)/)).toBeNull();
    const field = screen.getByLabelText("Senha");
    await userEvent.type(field, "12345678");
    expect(screen.getByText("Senha fraca: fácil de adivinhar.")).toBeTruthy();
    await userEvent.clear(field);
    await userEvent.type(field, "uma senha comprida");
    expect(screen.getByText("Senha forte.")).toBeTruthy();
  });

  it("gives no strength to the name and the e-mail of the form", async () => {
    show(<RegisterPage />);
    await userEvent.type(screen.getByLabelText("Nome"), "Ana Souza");
    await userEvent.type(screen.getByLabelText("E-mail"), "girafa.azul@example.com");
    await userEvent.type(screen.getByLabelText("Senha"), "girafa.azul.souza");
    expect(screen.getByText("Senha fraca: fácil de adivinhar.")).toBeTruthy();
  });

  it("is rated in the profile, and the current one is not", async () => {
    show(<PasswordPanel />);
    await userEvent.type(screen.getByLabelText("Senha atual"), "12345678");
    expect(screen.queryByText("Senha fraca: fácil de adivinhar.")).toBeNull();
    await userEvent.type(screen.getByLabelText("Nova senha"), "12345678");
    expect(screen.getByText("Senha fraca: fácil de adivinhar.")).toBeTruthy();
  });
});
