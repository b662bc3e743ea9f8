using Prover.Host.Cli;

namespace Prover.Host.Doctor;

/// <summary>What a check of the machine found.</summary>
/// <param name="Subject">What was looked at: device, key, memory, queue, l1 …</param>
/// <param name="Good">Whether the service can start with it.</param>
/// <param name="Text">One line: what was found; if it is not good also what was expected.</param>
/// <param name="Advice">One line: what to do; null where nothing needs to be done.</param>
/// <param name="Code">The exit code that it stands for if it is not good.</param>
internal sealed record Finding(
    string Subject, bool Good, string Text, string? Advice = null, int Code = ExitCode.Usage);
