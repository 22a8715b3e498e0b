import { catalogue } from "../../i18n/messages";

/** A result that another version of the engine scored; its score does not compare with the others. */
export const earlierVersionMessages = catalogue(
  {
    mark: "Avaliada por uma versão anterior do Recoloca",
    result:
      "Uma versão anterior do Recoloca avaliou este currículo. Esta nota não se compara com as outras, por isso fica fora da evolução e da média. Para ter uma nota atual, envie o currículo de novo.",
    leftOut:
      "{count} análise foi avaliada por uma versão anterior do Recoloca e fica fora da evolução e da média.|{count} análises foram avaliadas por uma versão anterior do Recoloca e ficam fora da evolução e da média.",
    notCompared: "Não se compara",
    compareTitle: "Estas duas notas não se comparam",
    newAnalysis: "Enviar o currículo de novo",
    backToAnalyses: "Ver as análises",
  },
  {
    mark: "Scored by an earlier version of Recoloca",
    result:
      "An earlier version of Recoloca scored this CV. This score does not compare with the others, so it is left out of the trend and the average. For a current score, send the CV again.",
    leftOut:
      "{count} analysis was scored by an earlier version of Recoloca and is left out of the trend and the average.|{count} analyses were scored by an earlier version of Recoloca and are left out of the trend and the average.",
    notCompared: "Not compared",
    compareTitle: "These two scores do not compare",
    newAnalysis: "Send the CV again",
    backToAnalyses: "See the analyses",
  },
);
