# Makes r_values.json: what R says of tests, intervals, areas and slopes.
#
# Run with Debian 12's R 4.2.2 and r-cran-proc 1.18.0, after ../Metrics/edge_values.py, in this folder:
#
#     Rscript r_values.R
#
# Every value is R's own function's: binom.test, prop.test, fisher.test, p.adjust, wilcox.test, glm, isoreg, pROC.
suppressMessages(library(pROC))

number <- function(x) ifelse(is.finite(x), sprintf("%.17g", x), "null")
array_of <- function(x) paste0("[", paste(number(x), collapse = ", "), "]")
rows <- function(table) {
  cell <- function(name, x) paste0("\"", name, "\": ", if (is.character(x)) paste0("\"", x, "\"") else number(x))
  lines <- sapply(seq_len(nrow(table)), function(i) paste0("  {", paste(mapply(cell, names(table), table[i, , drop = FALSE]), collapse = ", "), "}"))
  paste0("[\n", paste(lines, collapse = ",\n"), "\n ]")
}
each <- function(list, f) do.call(rbind, lapply(list, function(x) as.data.frame(f(x))))

# k successes of n against p: both one-sided p-values, and the interval of level 1 - 2 alpha.
binom <- each(list(c(0, 1, .3, .05), c(1, 1, .3, .05), c(0, 40, .02, .05), c(40, 40, .98, .05), c(1, 40, .1, .025), c(39, 40, .9, .01),
                   c(742, 1000, .76, .05), c(5, 100000, 1e-4, .05), c(99990, 100000, .9998, .05), c(500300, 1000000, .5, .001),
                   c(3, 7, .5, .2)), function(x) {
  ci <- binom.test(x[1], x[2], conf.level = 1 - 2 * x[4])$conf.int
  list(k = x[1], n = x[2], p = x[3], alpha = x[4], less = binom.test(x[1], x[2], x[3], "less")$p.value,
       greater = binom.test(x[1], x[2], x[3], "greater")$p.value, lower = ci[1], upper = ci[2])
})

mcnemar <- each(list(c(0, 1), c(0, 5), c(5, 5), c(1, 9), c(40, 61), c(300, 420), c(12, 0)), function(x)
  list(b = x[1], c = x[2], p = binom.test(x[1], sum(x))$p.value))

wilson <- suppressWarnings(each(list(c(0, 1, .05), c(1, 1, .05), c(0, 30, .025), c(29, 30, .05), c(620, 1000, .005), c(3, 200000, .05)), function(x) {
  ci <- prop.test(x[1], x[2], conf.level = 1 - 2 * x[3], correct = FALSE)$conf.int
  list(k = x[1], n = x[2], alpha = x[3], lower = ci[1], upper = ci[2])
}))

fisher <- each(list(c(0, 5, 0, 5), c(1, 1, 0, 1), c(5, 5, 5, 5), c(7, 9, 2, 11), c(2, 11, 7, 9), c(30, 1000, 12, 1100)), function(x)
  list(a = x[1], m = x[2], b = x[3], n = x[4],
       p = fisher.test(matrix(c(x[1], x[2] - x[1], x[3], x[4] - x[3]), 2), alternative = "greater")$p.value))

families <- list(c(.2, .2, .2), c(0, .001, 1, 1), c(.04, .01, .02, .03, .05), c(1e-300, .5), (1:12) / 100)
adjusted <- paste0("[\n", paste(sapply(families, function(p) paste0("  {\"p\": ", array_of(p), ", \"holm\": ", array_of(p.adjust(p, "holm")),
  ", \"benjaminiHochberg\": ", array_of(p.adjust(p, "BH")), "}")), collapse = ",\n"), "\n ]")

edges <- read.csv("../Metrics/edge_predictions.csv")
both <- Filter(function(s) length(unique(s$label)) == 2, split(edges, factor(edges$set, unique(edges$set))))
area <- each(both, function(s) {
  fit <- roc(s$label, s$score, levels = c(0, 1), direction = "<", quiet = TRUE)
  u <- suppressWarnings(wilcox.test(s$score[s$label == 1], s$score[s$label == 0]))$statistic
  list(set = s$set[1], auc = as.numeric(auc(fit)), wilcoxon = unname(u) / sum(s$label == 1) / sum(s$label == 0),
       variance = if (min(table(s$label)) > 1) var(fit, method = "delong") else NA)
})

slope <- each(both[c("ties", "two scores", "rare positives", "many ties and rows", "one positive", "two of each")], function(s) {
  s <- s[s$score > 0 & s$score < 1, ]
  fit <- summary(glm(label ~ qlogis(score), binomial, s, control = list(epsilon = 1e-15, maxit = 100)))$coefficients
  list(set = s$set[1], slope = fit[2, 1], error = fit[2, 2])
})

isotonic <- paste0("{\n", paste(sapply(c("ties", "two scores", "sure and sometimes wrong"), function(name) {
  s <- both[[name]]
  mean_of <- tapply(s$label, s$score, mean)
  fit <- as.stepfun(isoreg(rep(sort(unique(s$score)), table(s$score)), rep(mean_of, table(s$score))))
  paste0("  \"", name, "\": {\"scores\": ", array_of(sort(unique(s$score))), ", \"rates\": ", array_of(fit(sort(unique(s$score)))), "}")
}), collapse = ",\n"), "\n }")

predictions <- read.csv("../Metrics/predictions.csv")
old <- roc(predictions$label, predictions$champion, levels = c(0, 1), direction = "<")
new <- roc(predictions$label, predictions$challenger, levels = c(0, 1), direction = "<")
test <- roc.test(new, old, method = "delong", paired = TRUE, conf.level = .9)
paired <- data.frame(difference = as.numeric(auc(new)) - as.numeric(auc(old)), p = test$p.value, lower = test$conf.int[1], upper = test$conf.int[2],
                     covariance = cov(new, old, method = "delong", paired = TRUE))

moments <- each(list(c(1e9, 1e9 + 1, 1e9 + 2), c(.1, .2, .3, .4), c(-5, 5)), function(x)
  list(a = x[1], b = x[2], c = x[3], d = x[4], mean = mean(x), variance = var(x)))

# The rows in all at which a one-sided test of a mean with standard deviation s decides a gap with the given power.
rows_needed <- each(list(c(1, .1, .05, .8), c(.3, .02, .05, .9), c(2, .5, .01, .5), c(.05, .001, .025, .99)), function(x)
  list(s = x[1], gap = x[2], alpha = x[3], power = x[4],
       n = uniroot(function(n) pnorm(x[2] / (x[1] / sqrt(n)) - qnorm(1 - x[3])) - x[4], c(1, 1e6), tol = 1e-9)$root))

sections <- c(binom = rows(binom), mcnemar = rows(mcnemar), wilson = rows(wilson), fisher = rows(fisher), adjusted = adjusted, area = rows(area),
              slope = rows(slope), isotonic = isotonic, paired = rows(paired), moments = rows(moments), rowsNeeded = rows(rows_needed))
cat("{\n", paste0(" \"", names(sections), "\": ", sections, collapse = ",\n"), "\n}\n", sep = "", file = "r_values.json")
