import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";

import { App } from "./App";
import { queries } from "./session";

/** The whole app. The build draws its first view with it, and the browser continues from that view. */
export function Root() {
  return (
    <StrictMode>
      <QueryClientProvider client={queries}>
        <App />
      </QueryClientProvider>
    </StrictMode>
  );
}
