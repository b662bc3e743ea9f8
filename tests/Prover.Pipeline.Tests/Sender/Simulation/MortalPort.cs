namespace Prover.Pipeline.Tests.Sender;

/// <summary>A port whose process dies right before a send when the store's time has come; everything else
/// passes.</summary>
internal sealed class MortalPort(IL1Sender inner, MortalStore store) : PassingPort(inner)
{
    public override Task SendAsync(ReadOnlyMemory<byte> signed, CancellationToken cancel) =>
        store.DiesAtSend() ? throw new ProcessDiedException() : base.SendAsync(signed, cancel);
}
