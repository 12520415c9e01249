# Makes sampled_survey.json: what R's survey 4.1 and pROC 1.18 say of the rows of sampled.csv. Run after sampled_values.py:
#
#     Rscript sampled_values.R
suppressMessages({library(survey); library(pROC)})
rows <- read.csv("sampled.csv", stringsAsFactors = FALSE)
rows$right <- as.numeric((rows$challenger >= .5) == (rows$y == 1))
rows$decided <- rows$challenger >= .5
p <- as.matrix(rows[, c("challenger_a", "challenger_b", "challenger_c", "challenger_d")])
rows$hit <- as.numeric(c("a", "b", "c", "d")[max.col(p, ties.method = "first")] == rows$class)
rows$either <- rows$decided | rows$y == 1
rows$both <- as.numeric(rows$decided & rows$y == 1)
rows$absolute <- abs(rows$truth - rows$challenger_number)
rows$square <- (rows$truth - rows$challenger_number)^2

designs <- list(
  weights = svydesign(ids = ~1, weights = ~weight, data = rows),
  clusters = svydesign(ids = ~cluster, weights = ~1, data = transform(rows, one = 1)),
  weights_clusters = svydesign(ids = ~cluster, weights = ~weight, data = rows))
share <- function(formula, design) {
  found <- svyciprop(formula, design, method = "beta", level = .9)
  c(value = as.numeric(found), error = as.numeric(sqrt(attr(found, "var"))), lower = as.numeric(attr(found, "ci")[1]), upper = as.numeric(attr(found, "ci")[2]))
}
one <- function(name, sampling, numbers) sprintf('{"metric": "%s", "sampling": "%s", %s}', name, sampling,
  paste(sprintf('"%s": %.15g', names(numbers), numbers), collapse = ", "))
lines <- c()
for (sampling in names(designs)) {
  design <- designs[[sampling]]
  lines <- c(lines,
    one("binary accuracy", sampling, share(~right, design)),
    one("multiclass accuracy", sampling, share(~hit, design)),
    one("binary precision", sampling, share(~I(as.numeric(y)), subset(design, decided))),
    one("binary recall", sampling, share(~I(as.numeric(decided)), subset(design, y == 1))),
    one("binary specificity", sampling, share(~I(as.numeric(!decided)), subset(design, y == 0))))
  mean <- svymean(~absolute, design)
  reach <- qt(.95, degf(design)) * SE(mean)
  lines <- c(lines, one("regression mae", sampling, c(value = as.numeric(coef(mean)), error = as.numeric(SE(mean)), lower = as.numeric(coef(mean) - reach), upper = as.numeric(coef(mean) + reach))))
  star <- svyratio(~both, ~as.numeric(either), design)
  f1 <- 2 * coef(star) / (1 + coef(star))
  lines <- c(lines, one("binary f1", sampling, c(value = as.numeric(f1), error = as.numeric(2 / (1 + coef(star))^2 * SE(star)))))
  root <- svymean(~square, design)
  lines <- c(lines, one("regression rmse", sampling, c(value = as.numeric(sqrt(coef(root))), error = as.numeric(SE(root) / 2 / sqrt(coef(root))))))
}
roc <- lapply(c("champion", "challenger"), function(m) roc(rows$y, rows[[m]], direction = "<", quiet = TRUE))
lines <- c(lines, one("binary auc", "plain", c(value = as.numeric(auc(roc[[2]])), error = sqrt(var(roc[[2]], method = "delong")))))
lines <- c(lines, one("binary auc difference", "plain", c(value = as.numeric(auc(roc[[2]]) - auc(roc[[1]])),
  error = sqrt(var(roc[[1]]) + var(roc[[2]]) - 2 * cov(roc[[1]], roc[[2]])))))
writeLines(c("[", paste(lines, collapse = ",\n"), "]"), "sampled_survey.json")
