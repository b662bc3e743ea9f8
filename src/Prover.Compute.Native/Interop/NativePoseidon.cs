using System.Runtime.InteropServices;
using Prover.Algebra;

namespace Prover.Compute.Native;

/// <summary>Poseidon on many states (header section of that name).</summary>
internal static unsafe partial class NativePoseidon
{
    /// <summary>The table of circomlib's instance for <paramref name="arity"/> inputs, derived from the plain
    /// constants.</summary>
    public static NativeBlock Table(int arity)
    {
        PoseidonParameters parameters = PoseidonParameters.For(arity + 1);
        fixed (Fr* constants = parameters.RoundConstants, matrix = parameters.Mds)
        {
            var view = new Parameters
            {
                Width = (uint)parameters.Width,
                FullRounds = PoseidonParameters.FullRounds,
                PartialRounds = (uint)parameters.PartialRounds,
                RoundConstants = constants,
                Matrix = matrix,
            };
            var table = new NativeBlock(prover_poseidon_table_size(&view));
            int status = prover_poseidon_table_init(table.Pointer, table.Bytes, &view);
            NativeStatus.Check(status, nameof(prover_poseidon_table_init));
            return table;
        }
    }

    /// <summary>One hash of <paramref name="arity"/> inputs per result, on this thread.</summary>
    public static void Hash(
        NativeBlock table, int arity, FixedMemory<Fr> results, FixedMemory<Fr> inputs, CancelFlag cancel)
    {
        Lengths.Same(checked(arity * results.Length), inputs.Length);
        int status = prover_poseidon_hash(
            table.Pointer, results.Pointer, inputs.Pointer, (ulong)results.Length, cancel.Address);
        NativeStatus.Check(status, nameof(prover_poseidon_hash), cancel.Token);
    }

    [LibraryImport(NativeLibraryLoader.ImportName)]
    private static partial nuint prover_poseidon_table_size(Parameters* parameters);

    [LibraryImport(NativeLibraryLoader.ImportName)]
    private static partial int prover_poseidon_table_init(byte* table, nuint tableBytes, Parameters* parameters);

    [LibraryImport(NativeLibraryLoader.ImportName)]
    private static partial int prover_poseidon_hash(byte* table, Fr* output, Fr* input, ulong n, int* cancel);

    /// <summary>struct prover_poseidon_params.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Parameters
    {
        public uint Width;
        public uint FullRounds;
        public uint PartialRounds;
        public uint Reserved;
        public Fr* RoundConstants;
        public Fr* Matrix;
    }
}
