import type { ComponentType } from "react";

import { lazyPart } from "../components/lazyPart";
import type { SkeletonKind } from "../components/Skeleton";

export interface Page {
  readonly path: string;
  readonly component: ComponentType;
  /** Who sees the page: everyone, people who are not signed in (others are redirected), or people who are. */
  readonly audience: "everyone" | "anonymous" | "signed-in";
  /** The outline to show while the code or the data of the page loads. */
  readonly skeleton: SkeletonKind;
}

type Loader = () => Promise<{ default: ComponentType }>;

const page = (
  path: string,
  audience: Page["audience"],
  skeleton: Page["skeleton"],
  load: Loader,
): Page => ({ path, audience, skeleton, component: lazyPart(load) });

/** Every page of the app; the first path that matches wins. */
export const pages: readonly Page[] = [
  page("/", "everyone", "text", () => import("../features/landing/LandingPage")),
  page("/sample", "everyone", "comparison", () => import("../features/landing/SamplePage")),
  page("/login", "anonymous", "form", () => import("../features/accounts/LoginPage")),
  page("/register", "anonymous", "form", () => import("../features/accounts/RegisterPage")),
  page("/onboarding", "signed-in", "form", () => import("../features/onboarding/OnboardingPage")),
  page("/dashboard", "signed-in", "dashboard", () => import("../features/dashboard/DashboardPage")),
  page("/forgot-password", "everyone", "form", () => import("../features/accounts/ForgotPasswordPage")),
  page("/nova-senha", "everyone", "form", () => import("../features/accounts/ResetPasswordPage")),
  page("/verificar-email", "everyone", "form", () => import("../features/accounts/VerifyEmailPage")),
  page("/cv-analysis", "signed-in", "cards", () => import("../features/cvs/HistoryPage")),
  page("/cv-analysis/new", "signed-in", "form", () => import("../features/cvs/UploadPage")),
  page("/cv-analysis/:id", "signed-in", "result", () => import("../features/cvs/AnalysisPage")),
  page("/cv-analysis/:id/compare/:other", "signed-in", "comparison", () => import("../features/cvs/compare/ComparePage")),
  page("/ai-coach", "signed-in", "cards", () => import("../features/coach/CoachPage")),
  page("/ai-coach/:id", "signed-in", "text", () => import("../features/coach/SessionPage")),
  page("/notifications", "signed-in", "cards", () => import("../features/notifications/NotificationsPage")),
  page("/profile", "signed-in", "form", () => import("../features/profile/ProfilePage")),
  page("/payment", "signed-in", "cards", () => import("../features/billing/PaymentPage")),
  page("/privacy", "signed-in", "form", () => import("../features/privacy/PrivacyPage")),
  page("/terms", "everyone", "text", () => import("../features/legal/TermsPage")),
  page("/privacy-policy", "everyone", "text", () => import("../features/legal/PolicyPage")),
  page("/goodbye", "everyone", "text", () => import("../features/privacy/GoodbyePage")),
];
