using System.CommandLine;

namespace MlCi.Cli;

/// <summary>What stands under the generated help.</summary>
internal static class HelpTexts
{
    public static string After(Command command) =>
        (Of("holdout", command) ? Holdout
            : Of("cache", command) ? Cache
            : Of("runs", command) ? RunRecords
            : Of("matrix", command) ? Matrix
            : Of("models", command) ? RegisteredModels
            : Of("data", command) ? DataFiles
            : Of("catalogue", command) ? Catalogue
            : Of("init", command) ? Init
            : Of("history", command) || Of("audit", command) || Of("approve", command) ? Promotions
            : Of("explain", command) ? Explanations
            : Of("deploy-files", command) ? Deployment
            : Of("judge", command) ? Judging
            : Of("github", command) ? Hosting
            : Of("report", command) ? Reporting
            : Of("attest", command) || Of("verify", command) ? Attestation
            : Stages) + ExitCodes;

    private static bool Of(string name, Command command) => command.Name == name || command.Parents.Any(parent => parent.Name == name);

    private const string Cache = """
        Examples:
          mlci cache status                           what is kept, how much, and when it was last used
          mlci cache prune                            what is broken, unfinished, or was not used for 30 days
          mlci cache prune --max-size 2GB --dry-run   what would have to go for the rest to fit


        """;

    private const string Init = """
        Examples:
          mlci init --data customers.csv --label churned              a C# model, and what its gate says
          mlci init --data customers.csv --label churned --dry-run    only what would be written
          mlci init --data houses.csv --label price --trainer python  scikit-learn, in two commands
          mlci init --data loans.csv --label Class --positive bad --holdout 0.4 --name loans
          mlci init --data train.csv --label y --holdout test.csv     rows to judge by that are a file already


        """;

    private const string Attestation = """
        Examples:
          mlci attest --key ci.key                                the candidate: gate verdict and provenance, signed and attached
          mlci attest --model production --pipeline telco-churn   by MLCI_SIGNING_KEY, or what MLCI_SIGN_COMMAND asks
          mlci verify production                                  content, gate report, signatures, and the record of its promotion
          mlci verify sha256:5c1f… --key ci.pub --alias production --require signature,provenance,gate,record
          skopeo copy "docker://$(mlci verify production --quiet)" …    deploys by digest, and only what was verified


        """;

    private const string Deployment = """
        Examples:
          mlci deploy-files --pipeline telco-churn --out deploy                what is in production, from the pipeline's registry
          mlci deploy-files --pipeline telco-churn --version v1.4.0 --out deploy --replicas 3 --namespace models --pull-secret ghcr
          mlci deploy-files --pipeline telco-churn --alias staging --out deploy --canary-percent 10      a tenth of the requests, by KServe
          mlci deploy-files --pipeline telco-churn --out deploy --image ghcr.io/acme/telco-churn@sha256:5c1f…    pushed to elsewhere


        """;

    private const string Hosting = """
        Examples:
          mlci github protect --repository acme/churn                 says what main's protection lacks, asks, adds it
          mlci github protect --repository acme/churn --branch release --strict --yes

        The token is GITHUB_TOKEN or MLCI_GITHUB_TOKEN, of somebody who administers the repository. docs/github.md tells the rest.


        """;

    private const string Reporting = """
        Examples:
          mlci report                                                 in a job that the event workflow_run started: report.yml

        It reads GITHUB_EVENT_PATH, GITHUB_REPOSITORY and GITHUB_TOKEN, takes the artifact 'gate' of that run, judges it by the rules of the branch
        that the change is for, and posts check run, status and comment. It ends with 0 where it has posted, whatever the verdict.


        """;

    private const string Judging = """
        Examples:
          git diff --name-only --no-renames -z BASE...HEAD > changed
          mlci judge --artifact gate.zip --changed changed --head 1f0c… --base 9a3e…          on a checkout of the base
          mlci judge --artifact a.zip --artifact b.zip --changed changed --head 1f0c… --base 9a3e… --json    of a matrix of jobs
          mlci judge --artifact gate.zip --changed changed --head 1f0c… --base 9a3e… --proposed head    and under its own rules
          mlci judge --artifact gate.zip --changed changed --head 1f0c… --base 9a3e… --count            in a job that shows the verdict to others

        Leaves artifacts/judged/<pipeline>/gate.json and gate.md. docs/trust.md says what is recomputed, and what is only claimed.


        """;

    private const string Matrix = """
        Examples:
          mlci matrix                                 every pipeline, one job each
          mlci matrix --affected-since origin/main    those whose inputs changed on this branch
          mlci matrix --max-jobs 20                   of more pipelines, several share a job
          mlci matrix --github-output                 and matrix=… and any=… as outputs of the step


        """;

    private const string Promotions = """
        Examples:
          mlci history                                            what is in production, why, and how to go back
          mlci history --pipeline telco-churn --alias production --all
          mlci history --json                                     for a machine
          mlci audit --verify                                     whether aliases, records and evidence hold; 1 where they do not
          mlci approve --pipeline telco-churn --to production --key ana.pem --comment "seen the slices"
          mlci promote --pipeline telco-churn --to production --why "release 1.3"
          GITHUB_REPOSITORY=acme/churn GITHUB_TOKEN=… mlci promote …   where pipeline.yml counts reviews (approvals: {…, reviews: github})
          mlci promote --release-tag telco-churn/v1.4.0           the model of the tag's source tree, as that version; trains nothing
          mlci rollback --pipeline telco-churn --to production --why "calls fail"


        """;

    private const string Stages = """
        Examples:
          mlci gate                                   every pipeline, from data to verdict
          mlci gate --pipeline telco-churn            one of them
          mlci gate --explain                         and why each stage ran, or did not: what changed
          mlci gate --smoke                           the whole way on 500 rows, without a verdict
          mlci gate --without-labels                  the same on all rows, where holdout labels lie apart and cannot be read here
          mlci gate --verify-reproducible             and train twice, to see that it gives the same model
          mlci gate --affected-since origin/main      those whose inputs changed on this branch
          mlci matrix --affected-since origin/main    the same as JSON, for the runners of a GitHub Actions matrix
          mlci gate --merge downloaded                and what came of them there: one table, one exit code
          mlci validate-data --pipeline telco-churn   its data only
          mlci validate-data --schema schema.json --data 'new/*.csv' --json -          any files, without a pipeline
          mlci init --data customers.csv --label churned                               a first pipeline for a CSV file
          mlci register --pipeline telco-churn        gate it, then keep it as candidate
          mlci promote --pipeline telco-churn --to production --why "first model"
          mlci rollback --pipeline telco-churn --to production --why "calls fail"      back to the good model before
          mlci evaluate --predictions scores.csv --label churned --score p     metrics of any predictions, without a pipeline
          mlci compare --predictions scores.csv --label churned --score p --champion-score p_old --slice region
          mlci evaluate --predictions scores.csv --label churned --score p --shard 2/4 --out shard-2.mlci    the second of four parts
          mlci evaluate --merge shard-*.mlci --json evaluation.json            and all four: what one process would say


        """;

    private const string Holdout = """
        Examples:
          mlci holdout plan --margin 0.01 --discordant 0.1
              rows to tell that a model is not worse by a hundredth, where it decides a tenth of the rows differently
          mlci holdout plan --margin 0.01 --discordant 0.1 --decisions 32
              the same 32 times on one holdout, in every mode of holdoutUse
          mlci holdout plan --margin 0.02 --rate 0.85 --decisions 8 --mode firstChange
              rows to tell a rate of 0.85 from a limit of 0.83
          mlci holdout plan --rows 5000 --sd 0.4
              the difference of mean losses that 5,000 rows decide, where that of a row varies by 0.4
          mlci holdout status --pipeline telco-churn
              the decisions that were taken on the holdout of a pipeline


        """;

    private const string RunRecords = """
        Examples:
          mlci runs list                                          the newest first
          mlci runs list --pipeline telco-churn --sort auc --descending --limit 10
          mlci runs list --where verdict=passed --where "auc>0.8" --where params.l2=1.0
          mlci runs list --where verdict!=passed --json
          mlci runs show latest                                   or an id, or the beginning of one
          mlci runs compare 7f3a latest                           side by side, what differs is marked
          mlci runs plot --metric auc --x params.l2               intervals over a parameter
          mlci runs plot --metric auc --out auc.svg               the same as a file
          mlci runs export --mlflow mlruns                        for mlflow ui
          mlci runs prune --keep 100                              of each pipeline the newest 100 stay


        """;

    private const string RegisteredModels = """
        Examples:
          mlci models list                                        every model, the latest first
          mlci models list --pipeline telco-churn --json
          mlci models show production                             or v1.4.0, a digest, or 8 digits of one
          mlci models show telco-churn/v1.4.0                     where several pipelines have that name
          mlci models diff production candidate                   metrics, params, data, schema, rules, code, files
          mlci models lineage sha256:0f3c…                        of a model, data, a report …: what came of it, where it runs
          mlci models lineage 20261003-142501-7f3a9c2e            of a run, or a commit
          mlci models card production --out MODEL_CARD.md         what a person should know before they use it
          mlci models gc                                          what nobody needs, and how much that is
          mlci models gc --keep 5 --older-than 30d --delete       removes it
          mlci models gc --computed-versions                      and old models that were never released


        """;

    private const string Explanations = """
        Examples:
          mlci explain 5f2c0b7e --log predictions.jsonl           one row: the same answer, and what each column added to it
          mlci explain 5f2c0b7e --log predictions.jsonl --row 3   of a request with several rows
          mlci explain order-17 --log predictions.jsonl --set age=41    a column that is redacted in the log
          mlci explain order-17 --pipeline telco-churn --json     by MLCI_SERVE_PREDICTION_LOG, for a machine

        The model is that of artifacts or the registry whose digest the log names. Contributions are told on a scale on which they add
        up to the prediction, such as the log-odds, where the model's predictor is an IExplains.


        """;

    private const string Catalogue = """
        Examples:
          mlci catalogue                                          the columns of all pipelines
          mlci catalogue --pipeline telco-churn                   of one of them
          mlci catalogue --out FEATURES.md                        as a page of Markdown
          mlci catalogue --json                                   for a machine


        """;

    private const string DataFiles = """
        Examples:
          mlci data add data/train.csv                            leaves data/train.csv.mlci for git, and has git ignore the file
          mlci data add data/train.csv --url https://host/train.csv    and says where others can have it
          mlci data push                                          keeps all data in .mlci/registry
          mlci data pull                                          brings what is missing, verified; what broke off is continued
          mlci data pull --pipeline telco-churn                   the data of one pipeline
          mlci data pull data/train.csv --overwrite               undoes a change
          mlci data status                                        in place, missing or changed; digests; where else data are kept
          mlci data status --pushed --json                        and whether others can have them
          mlci data split-labels --pipeline telco-churn           holdout labels into a file of their own (data.labels), pushed to MLCI_LABELS_REGISTRY
          mlci data prune --dry-run                               which copies in .mlci/data no pointer names any more


        """;

    private const string ExitCodes = """
        Exit codes:
          0 passed   1 negative verdict   2 wrong configuration or options   3 out of reach   130 interrupted

        """;
}
