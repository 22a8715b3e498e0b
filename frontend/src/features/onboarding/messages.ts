import { catalogue } from "../../i18n/messages";

export const onboardingMessages = catalogue(
  {
    title: "Boas-vindas, {name}",
    step: "Passo {now} de {all}",
    lead: "Duas perguntas para que a análise e o coach falem do que você procura.",
    role: "Que vaga você procura?",
    roleHint: "Por exemplo: Analista de dados sênior. Pode mudar depois, no perfil.",
    language: "Em que língua você quer ler os resultados?",
    next: "Continuar e enviar meu currículo",
    later: "Responder depois",
  },
  {
    title: "Welcome, {name}",
    step: "Step {now} of {all}",
    lead: "Two questions, so that the analysis and the coach speak of what you are looking for.",
    role: "Which job are you looking for?",
    roleHint: "For example: Senior data analyst. You can change it later, in your profile.",
    language: "In which language do you want to read the results?",
    next: "Continue and send my CV",
    later: "Answer later",
  },
);
