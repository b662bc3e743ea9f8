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
    [SuppressMessage("Reliability", "CA2213", Justification = "Holds nothing but memory; see Dispose.")]
    private readonly CancellationTokenSource force = new();
    private Timer? deadline;
    private volatile bool patient;

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

    /// <summary>Cancelled by the signal that gives no more time: the second one for a patient command.</summary>
    public CancellationToken Forced => force.Token;

    /// <summary>From now on the first signal asks for an end in order, which may take its time; the second one ends
    /// the process after two seconds.</summary>
    public void BePatient() => patient = true;

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in registrations)
        {
            registration.Dispose();
        }

        // The sources stay: a signal that is being handled on another thread may still cancel them.
        deadline?.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        context.Cancel = true;
        bool first = !source.IsCancellationRequested;
        source.Cancel();
        if (!patient || !first)
        {
            deadline ??= new Timer(_ => exit(ExitCode.Cancelled), null, Grace, Timeout.InfiniteTimeSpan);
            force.Cancel();
        }
    }
}
