using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Prover.Host.Cli;

/// <summary>
/// Turns Ctrl-C and a request to terminate into a cancelled token, and into an end after two seconds.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1.8);

    [SuppressMessage("Reliability", "CA2213", Justification = "Holds nothing but memory; see Dispose.")]
    private readonly CancellationTokenSource source = new();
    private readonly List<PosixSignalRegistration> registrations = [];
    private readonly Action<int> exit;
    private Timer? deadline;

    /// <param name="exit">Ends the process; called when the command has not ended in time.</param>
    public Interruption(Action<int> exit)
    {
        this.exit = exit;
        foreach (PosixSignal signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP])
        {
            registrations.Add(PosixSignalRegistration.Create(signal, Handle));
        }
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => source.Token;

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in registrations)
        {
            registration.Dispose();
        }

        // The source stays: a signal that is being handled on another thread may still cancel it.
        deadline?.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        context.Cancel = true;
        deadline ??= new Timer(_ => exit(ExitCode.Cancelled), null, Grace, Timeout.InfiniteTimeSpan);
        source.Cancel();
    }
}
