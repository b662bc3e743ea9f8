namespace Prover.Compute.Native;

/// <summary>What all jobs of one call to the device share.</summary>
/// <param name="Blocks">Where memory comes from.</param>
/// <param name="Cancel">What kernels poll.</param>
/// <param name="Threads">Pieces that may run at once.</param>
internal sealed record JobContext(BlockPool Blocks, CancelFlag Cancel, int Threads);
