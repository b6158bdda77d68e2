# Reads every table of a run with the snippet of output/README.md and holds types against the page.
# Arguments: the snippet, the page, a run folder.
arguments <- commandArgs(trailingOnly = TRUE)
source(arguments[1])
stopifnot(nrow(compare) > 0)
page <- readLines(arguments[2], encoding = "UTF-8")
known <- list(text = "character", integer = "integer", flag = "logical", float = "numeric")
types <- list()
for (kind in c("text", "integer", "flag")) {
  row <- grep(paste0("^\\| ", kind, " \\|"), page, value = TRUE)[1]
  names <- regmatches(row, gregexpr("`[a-z_0-9]+`", row))[[1]]
  for (name in gsub("`", "", names)) types[[name]] <- kind
}
tables <- list.files(file.path(arguments[3], "data"), pattern = "\\.csv$", full.names = TRUE)
for (path in tables) {
  table <- read(path)
  for (name in names(table)) {
    kind <- if (is.null(types[[name]])) "float" else types[[name]]
    column <- table[[name]]
    if (!all(is.na(column))) {
      if (class(column) != known[[kind]]) stop(paste(path, name, class(column), kind))
    }
  }
}
cat("R", as.character(getRversion()), ":", length(tables), "tables\n")
