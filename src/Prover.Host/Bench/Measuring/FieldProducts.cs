using Prover.Algebra;
using Prover.Compute;
using Prover.Compute.Native;
using Prover.Host.Bench.Setting;

namespace Prover.Host.Bench.Measuring;

/// <summary>The smallest kernel: aᵢ ← aᵢ·bᵢ over a vector that stays in the first-level cache, again and
/// again.</summary>
/// <remarks>
/// The one place that says what "a product" is. 512 elements of 𝔽r in place are 32 KiB; 𝔽q has primes of the same
/// length and the same reduction, so that its products cost the same. At a vector level of the native library eight
/// products run side by side: then this is the 8-way product that all other figures are divided by.
/// </remarks>
internal abstract class FieldProducts : IDisposable
{
    /// <summary>Products in one round.</summary>
    public const int Count = 512;

    private readonly Fr[] left;
    private readonly Fr[] right;

    /// <param name="seed">Where the factors come from.</param>
    protected FieldProducts(ulong seed)
    {
        var numbers = new SeededNumbers(seed);
        left = numbers.NextFrs(Count);
        right = numbers.NextFrs(Count);
    }

    /// <summary>One line: whose product this is.</summary>
    public abstract string Description { get; }

    /// <summary>The kernel behind a device: that of the native library for the native device, at the level in use;
    /// otherwise the device's own product of vectors on one thread.</summary>
    public static FieldProducts Of(IComputeDevice device, ulong seed)
    {
        return device.Name == NativeDevice.DeviceName ? new OfNative(seed) : new OfDevice(device, seed);
    }

    /// <summary>The kernel of the native library, at the level in use.</summary>
    public static FieldProducts Native(ulong seed) => new OfNative(seed);

    /// <summary>Sets a and b to their first values.</summary>
    public void Rewind() => Load(left, right);

    /// <summary>aᵢ ← aᵢ·bᵢ, that many times.</summary>
    public abstract void Run(int rounds);

    /// <summary>Whether the rounds since <see cref="Rewind"/> gave aᵢ·bᵢ^rounds.</summary>
    public bool IsRight(int rounds)
    {
        Fr[] found = Read();
        for (int i = 0; i < Count; i++)
        {
            if (found[i] != left[i] * right[i].Pow(rounds))
            {
                return false;
            }
        }

        return true;
    }

    public abstract void Dispose();

    protected abstract void Load(ReadOnlySpan<Fr> a, ReadOnlySpan<Fr> b);

    protected abstract Fr[] Read();

    private sealed class OfNative(ulong seed) : FieldProducts(seed)
    {
        private readonly AlignedBuffer<Fr> a = new(Count);
        private readonly AlignedBuffer<Fr> b = new(Count);

        public override string Description => "native vector product over Fr, 512 elements in place";

        public override void Run(int rounds)
        {
            Span<Fr> x = a.Span;
            ReadOnlySpan<Fr> y = b.Span;
            for (int i = 0; i < rounds; i++)
            {
                NativeFr.Multiply(x, x, y);
            }
        }

        public override void Dispose()
        {
            a.Dispose();
            b.Dispose();
        }

        protected override void Load(ReadOnlySpan<Fr> left, ReadOnlySpan<Fr> right)
        {
            NativeConversion.Convert(a.Span, left, NativeForm.Montgomery, NativeForm.Resident);
            NativeConversion.Convert(b.Span, right, NativeForm.Montgomery, NativeForm.Resident);
        }

        protected override Fr[] Read()
        {
            var values = new Fr[Count];
            NativeConversion.Convert(values, a.Span, NativeForm.Resident, NativeForm.Montgomery);
            return values;
        }
    }

    private sealed class OfDevice(IComputeDevice device, ulong seed) : FieldProducts(seed)
    {
        private readonly ResidentFrVector a = device.AllocateFr(Count);
        private readonly ResidentFrVector b = device.AllocateFr(Count);

        public override string Description => $"vector product over Fr of device {device.Name}, 512 elements in place";

        public override void Run(int rounds)
        {
            for (int i = 0; i < rounds; i++)
            {
                device.Multiply(a, b, a, ComputeBudget.SingleThread);
            }
        }

        public override void Dispose()
        {
            a.Dispose();
            b.Dispose();
        }

        protected override void Load(ReadOnlySpan<Fr> left, ReadOnlySpan<Fr> right)
        {
            device.Upload(left, a);
            device.Upload(right, b);
        }

        protected override Fr[] Read() => device.DownloadFr(a);
    }
}
