using System.CommandLine;
using Prover.Host.Cli;
using Prover.Host.Doctor;
using Prover.Host.Operator;
using Prover.Host.Service.Settings;

namespace Prover.Host.Commands;

/// <summary><c>prover doctor</c>: whether this machine can run the service with these settings.</summary>
internal static class DoctorCommand
{
    public static Command Create(Terminal terminal)
    {
        SettingsOptions options = new();
        Option<bool> json = CommonOptions.Json();
        Command command = new("doctor", "Says whether this machine can run the service with these settings.") { json };
        options.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            ServiceSettings settings = options.Read(parsed);
            IReadOnlyList<Finding> findings = await Examination
                .RunAsync(settings, new Stages(terminal), TimeProvider.System, cancel).ConfigureAwait(false);
            if (parsed.GetValue(json))
            {
                terminal.Result(JsonText.Of(findings));
            }
            else
            {
                Print(terminal, findings);
            }

            return findings.FirstOrDefault(finding => !finding.Good)?.Code ?? ExitCode.Ok;
        });
        return command;
    }

    private static void Print(Terminal terminal, IReadOnlyList<Finding> findings)
    {
        foreach (Finding finding in findings)
        {
            terminal.Result($"{(finding.Good ? "ok" : "FAIL"),-5} {finding.Subject,-7} {finding.Text}");
            if (finding.Advice is { } advice)
            {
                terminal.Result($"      -> {advice}");
            }
        }
    }
}
