# The build: ./build.ps1 --help
# It asks the package feed once, compiles build/ when something in it has changed, and runs it. As build.sh.
$ErrorActionPreference = 'Stop'
Set-Location $PSScriptRoot

$env:DOTNET_NOLOGO = '1'
$env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'
$env:NUKE_TELEMETRY_OPTOUT = '1'

$temp = '.nuke/temp'
$program = 'build/bin/Release/_build.dll'
$stamp = "$temp/bootstrap"

function Stop-Build([int] $code, [string] $message) {
    [Console]::Error.WriteLine("error: $message")
    exit $code
}

# Everything that the compiled build depends on, except what lies in the package folders.
function Get-Inputs {
    $userConfig = if ($env:APPDATA) { "$env:APPDATA/NuGet/NuGet.Config" } else { "$HOME/.nuget/NuGet/NuGet.Config" }
    $paths = 'build', 'src', 'Directory.Build.props', 'Directory.Packages.props', 'global.json', 'nuget.config', '.editorconfig',
        '.nuke/packages.props', $userConfig | Where-Object { Test-Path $_ }
    Get-ChildItem $paths -Recurse -File -Force | Where-Object { $_.FullName -notmatch '[\\/](bin|obj)[\\/]' }
}

# What the time of a file does not tell: files that came and went, and the environment.
function Get-Facts($inputs) {
    $environment = $env:RestoreSources, $env:RestoreAdditionalProjectSources, $env:RestoreConfigFile, $env:CI
    (@($inputs | ForEach-Object FullName | Sort-Object) + $environment) -join "`n"
}

function Test-Fresh($inputs) {
    if (-not ((Test-Path $stamp) -and (Test-Path $program) -and (Test-Path "$temp/feed/packages.json"))) { return $false }
    if ((Get-Content -Raw $stamp) -ne (Get-Facts $inputs)) { return $false }
    $time = (Get-Item $stamp).LastWriteTimeUtc
    -not ($inputs | Where-Object { $_.LastWriteTimeUtc -gt $time })
}

$wanted = (Get-Content -Raw global.json | ConvertFrom-Json).sdk.version
if (-not (Get-Command dotnet -ErrorAction SilentlyContinue)) {
    Stop-Build 3 ".NET SDK $wanted is needed (global.json), and there is no dotnet on the PATH; see https://dotnet.microsoft.com/download"
}

$inputs = @(Get-Inputs)
if (-not (Test-Fresh $inputs)) {
    New-Item -ItemType Directory -Force $temp | Out-Null
    $ErrorActionPreference = 'Continue' # what a program writes to its error output is no error of this script
    dotnet --version *> $null
    if ($LASTEXITCODE -ne 0) { Stop-Build 3 ".NET SDK $wanted or a later feature band is needed (global.json); see https://dotnet.microsoft.com/download" }

    Set-Content -NoNewline "$stamp.new" (Get-Facts $inputs) # before the work, so that a change during it is seen next time
    dotnet msbuild build/feed/AskTheFeed.proj -nologo -v:minimal -clp:NoSummary -nodeReuse:false | ForEach-Object { [Console]::Error.WriteLine($_) }
    if ($LASTEXITCODE -ne 0) { exit 3 }

    [Console]::Error.WriteLine('building the build...')
    $log = dotnet build build/_build.csproj -c Release -nologo -v:quiet -clp:NoSummary -nodeReuse:false 2>&1
    if ($LASTEXITCODE -ne 0) {
        $log | ForEach-Object { [Console]::Error.WriteLine($_) }
        # NuGet's errors: a package or the feed. All others: the sources.
        if ($log -match 'error NU1') { Stop-Build 3 'the packages of the build cannot be restored' }
        Stop-Build 2 'the build does not compile'
    }
    Move-Item -Force "$stamp.new" $stamp
}

dotnet $program @args
exit $LASTEXITCODE
