import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/controls.css";

import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { App } from "./app/App";
import { queries, resumeSession } from "./app/session";
import { measureVisit } from "./app/vitals";

void resumeSession();
measureVisit();

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <App />
    </QueryClientProvider>
  </StrictMode>,
);
