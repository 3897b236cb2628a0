"""SDL: sound, from a callback

SDL opens an audio device with a callback, a field of `SDL_AudioSpec`, and calls it from a thread of its own whenever the
device wants more samples: the interpreter would have to answer within milliseconds, a compiled function does. The callback
here makes a tone that goes on from one buffer to the next, its state in a struct, and notes which samples it made last.
SDL's "dummy" driver plays it to nobody.

Debian: libsdl2-2.0-0
"""

import os
import time
from ctypes.util import find_library

import numpy as np

import upcall
from upcall import cfunc, types

os.environ["SDL_AUDIODRIVER"] = "dummy"
sdl = upcall.cdef(
    """
    typedef uint8_t Uint8;
    typedef uint16_t Uint16;
    typedef uint32_t Uint32;
    typedef Uint16 SDL_AudioFormat;
    typedef Uint32 SDL_AudioDeviceID;
    typedef void (SDLCALL * SDL_AudioCallback)(void *userdata, Uint8 *stream, int len);
    typedef struct SDL_AudioSpec {
        int freq;                   /**< DSP frequency -- samples per second */
        SDL_AudioFormat format;     /**< Audio data format */
        Uint8 channels, silence;
        Uint16 samples, padding;
        Uint32 size;
        SDL_AudioCallback callback; /**< Callback that feeds the audio device (NULL to use SDL_QueueAudio()). */
        void *userdata;             /**< Userdata passed to callback (ignored for NULL callbacks). */
    } SDL_AudioSpec;
    #define SDL_INIT_AUDIO 0x00000010u
    #define AUDIO_U8 0x0008
    extern DECLSPEC int SDLCALL SDL_Init(Uint32 flags);
    extern DECLSPEC void SDLCALL SDL_Quit(void);
    extern DECLSPEC SDL_AudioDeviceID SDLCALL SDL_OpenAudioDevice(const char *device, int iscapture,
        const SDL_AudioSpec *desired, SDL_AudioSpec *obtained, int allowed_changes);
    extern DECLSPEC void SDLCALL SDL_PauseAudioDevice(SDL_AudioDeviceID dev, int pause_on);
    extern DECLSPEC void SDLCALL SDL_CloseAudioDevice(SDL_AudioDeviceID dev);
    """,
    find_library("SDL2-2.0"),
)


@upcall.struct
class Tone:
    step: float  # of the phase, a sample
    phase: float
    buffers: types.intc
    heard: types.uint8[256]


@cfunc(sdl.SDL_AudioCallback)
def play(tone: Tone, stream: "uint8_t[len]", len):
    for i in range(len):
        stream[i] = int(128.5 + 100 * np.sin(tone.phase))
        tone.phase += tone.step
    tone.heard[:] = stream[:256]
    tone.buffers += 1


rate, hertz = 44100, 440
tone = Tone(step=2 * np.pi * hertz / rate)
wanted = sdl.SDL_AudioSpec(freq=rate, format=sdl.AUDIO_U8, channels=1, samples=512, callback=play, userdata=tone)
assert sdl.SDL_Init(sdl.SDL_INIT_AUDIO) == 0
device = sdl.SDL_OpenAudioDevice(None, 0, wanted, None, 0)
sdl.SDL_PauseAudioDevice(device, 0)
while tone.buffers < 5:
    time.sleep(0.01)
sdl.SDL_CloseAudioDevice(device)
sdl.SDL_Quit()
samples = np.arange(tone.buffers * 512)
expected = (128.5 + 100 * np.sin(samples * tone.step)).astype(np.uint8)[-512:-256]
assert np.abs(np.array(tone.heard, int) - expected).max() <= 1
print(f"{tone.buffers * 512 / rate:.2f} seconds of {hertz} Hz")
